import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatInstant } from '@/lib/dates.ts';
import { Button, Chip, Loaded, Notice, Page, Timeline } from '@/ui/index.ts';
import { ChangeDays, Enable, End, GiveGrant } from './GrantDialogs.tsx';
import { GrantTable, whoOf } from './GrantTable.tsx';
import type { AccountRights, GrantView } from './types.ts';

type Act = { kind: 'give' | 'disable' | 'enable' } | { kind: 'withdraw' | 'days'; grant: GrantView };

function Dialogs({ account, act, onClose }: { account: AccountRights; act: Act | null; onClose: () => void }) {
  if (act === null) return null;
  const at = `/users/${account.id}`;
  switch (act.kind) {
    case 'give': return <GiveGrant account={account} onClose={onClose} />;
    case 'days': return <ChangeDays account={account} grant={act.grant} onClose={onClose} />;
    case 'withdraw': return <End path={`${at}/grants/${act.grant.grant_id}/withdraw`} title={t.rights.withdrawTitle(t.words.role[act.grant.role], account.display_name)} text={t.rights.withdrawText} submitLabel={t.rights.withdraw} done={t.rights.withdrawDone} onClose={onClose} />;
    case 'disable': return <End path={`${at}/disable`} title={t.administrator.disableTitle(account.display_name)} text={t.administrator.disableText} submitLabel={t.administrator.disable} done={t.administrator.disableDone} onClose={onClose} />;
    case 'enable': return <Enable account={account} onClose={onClose} />;
  }
}

function Switches({ account }: { account: AccountRights }) {
  if (account.switches.length === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="switches">
      <h2 id="switches">{t.rights.switches}</h2>
      <Timeline
        items={account.switches.map((one) => ({
          key: `${one.kind}-${one.at.iso}`,
          title: one.kind === 'disabled' ? t.rights.disabledAt : t.rights.enabledAt,
          at: one.at,
          by: whoOf(one.by),
          body: [one.ground ? t.rights.endGround[one.ground] : '', digits(one.note ?? '')].filter(Boolean).join(t.common.listComma),
        }))}
      />
    </section>
  );
}

function Body({ account }: { account: AccountRights }) {
  const me = useUser();
  const [act, setAct] = useState<Act | null>(null);
  const own = me.id === account.id;
  const changes = hasRole(me, 'administrator') && !own;
  const isNow = (grant: GrantView) => grant.state === 'counts' || grant.state === 'coming';
  const acts = (grant: GrantView) => (
    <span className="cluster">
      <Button small variant="quiet" aria-label={t.rights.shortenTitle(t.words.role[grant.role])} onPress={() => setAct({ kind: 'days', grant })}>{t.rights.shorten}</Button>
      <Button small variant="quiet" aria-label={t.rights.withdrawTitle(t.words.role[grant.role], account.display_name)} onPress={() => setAct({ kind: 'withdraw', grant })}>{t.rights.withdraw}</Button>
    </span>
  );
  return (
    <>
      {own ? <Notice><p>{t.rights.own}</p></Notice> : null}
      <section className="stack-tight" aria-labelledby="rights-now">
        <div className="spread">
          <h2 id="rights-now">{t.rights.now}</h2>
          {changes && !account.disabled ? <Button variant="primary" icon="add" onPress={() => setAct({ kind: 'give' })}>{t.rights.give}</Button> : null}
        </div>
        <p className="soft">{t.rights.nowHelp}</p>
        <GrantTable caption={t.rights.now} grants={account.grants.filter(isNow)} empty={t.rights.none} {...(changes ? { acts } : {})} />
      </section>
      <section className="stack-tight" aria-labelledby="rights-before">
        <h2 id="rights-before">{t.rights.before}</h2>
        <GrantTable caption={t.rights.before} grants={account.grants.filter((grant) => !isNow(grant))} empty={t.rights.noneBefore} />
      </section>
      <Switches account={account} />
      {account.opened_at && account.opened_by ? <p className="faint"><bdi>{t.rights.openedAt(whoOf(account.opened_by), formatInstant(account.opened_at))}</bdi></p> : null}
      {changes ? (
        <div className="cluster">
          {account.disabled ? <Button onPress={() => setAct({ kind: 'enable' })}>{t.rights.enable}</Button> : <Button variant="danger" onPress={() => setAct({ kind: 'disable' })}>{t.rights.disable}</Button>}
        </div>
      ) : null}
      <Dialogs account={account} act={act} onClose={() => setAct(null)} />
    </>
  );
}

/** One account: what its holder may, over what and until when; what was given before, by whom and why. */
export function Account() {
  const { id } = useParams({ from: '/shell/admin/users/$id' });
  const account = useApi<AccountRights>(`/users/${id}/grants`, { streams: ['account'] });
  const administers = hasRole(useUser(), 'administrator');
  return (
    <Loaded query={account}>
      {(found) => (
        <Page
          title={t.rights.title(found.display_name)}
          subtitle={<span className="cluster"><bdi dir="ltr">{found.username}</bdi>{found.disabled ? <Chip tone="bad">{t.administrator.disabled}</Chip> : null}</span>}
          back={administers ? { label: t.administrator.usersTitle, to: '/admin/users' } : { label: t.administrator.toFind, to: '/audit' }}
        >
          <Body account={found} />
        </Page>
      )}
    </Loaded>
  );
}
