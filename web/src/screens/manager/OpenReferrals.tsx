import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { AsOf, Chip, Empty, Loaded, Narrowed, Page, RowLink } from '@/ui/index.ts';
import { AnswerBy, ReceptionChip } from '@/screens/family/Reception.tsx';
import type { OpenReferral } from './data.ts';
import { isCounted, type ReferralNumber } from './referrals.ts';

const wordOf = (show: ReferralNumber): string => ({ waiting: t.owed.waiting, late: t.owed.lateNow, silent: t.owed.silentNow, long: t.owed.longNow })[show];

/** What the center's families wait for at the commissions, the oldest first. */
export function OpenReferrals() {
  const referrals = useApi<Paged<OpenReferral>>('/center/open-referrals', { streams: ['family', 'commission'] });
  const { show } = useSearch({ from: '/shell/center/referrals' });
  const navigate = useNavigate();
  return (
    <Page title={t.manager.menu.referrals} subtitle={t.manager.referralsHelp}>
      <Loaded query={referrals}>
        {({ items: all, position }) => {
          const items = show ? all.filter((one) => isCounted(one, show, today())) : all;
          const narrowed = show ? <Narrowed what={wordOf(show)} onAll={() => void navigate({ to: '/center/referrals', search: {}, replace: true })} /> : null;
          return items.length === 0 && !show ? <Empty icon="refer" title={t.manager.noReferrals} /> : (
            <div className="stack">
            {narrowed}
            {items.length === 0 ? <Empty icon="check" title={t.common.empty} /> : null}
            <ul className="cards">
              {items.map((r) => (
                <li key={r.referral_id}>
                  <RowLink
                    to="/families/$id"
                    params={{ id: r.family.id }}
                    search={{ tab: 'referrals' }}
                    who={<>{t.words.fileNumber} {digits(r.family.file_number)}</>}
                    what={<>{r.commission.name} · {t.family.referredOn(formatDate(r.referred_on))}</>}
                    edge={r.days_late > 0 || r.state === 'declined' ? 'overdue' : 'later'}
                    foot={<span className="cluster">{r.state === 'declined' ? <Chip tone="bad">{t.family.referralState.declined}</Chip> : <ReceptionChip reception={r.reception} />}<AnswerBy by={r.state === 'open' ? r.answer_by : null} overdue={r.days_late > 0} />{r.silent ? <Chip tone="bad" icon="alert">{r.long_silent ? t.owed.longSilent : t.referral.silent}</Chip> : null}{r.days_late > 0 ? <Chip tone="bad">{t.referral.lateDays(num(r.days_late))}</Chip> : null}</span>}
                    aside={<><Chip tone="warn" icon="clock">{t.common.waitingDays(num(r.days_open))}</Chip>{r.urgency === 'urgent' ? <Chip tone="bad" icon="flag">{t.words.urgency.urgent}</Chip> : null}</>}
                  />
                </li>
              ))}
            </ul>
            <AsOf position={position} at={referrals.dataUpdatedAt} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
