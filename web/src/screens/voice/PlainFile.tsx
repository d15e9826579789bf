import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { ActionDialog, type Action } from '@/screens/family/ActionDialog.tsx';
import { entryTitle } from '@/screens/family/Calendar.tsx';
import { memberName, presentMembers, useFamily, useVocabulary } from '@/screens/family/data.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { Button, Loaded, Notice, Page } from '@/ui/index.ts';
import { windowText } from './contact.ts';
import './plain.css';

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="plain-part" aria-labelledby={`plain-${id}`}>
      <h2 id={`plain-${id}`}>{title}</h2>
      {children}
    </section>
  );
}

function Lines({ items, none }: { items: readonly ReactNode[]; none: string }) {
  // The lines of one list never change places while it is shown.
  // oxlint-disable-next-line no-array-index-key
  return items.length === 0 ? <p>{none}</p> : <ul>{items.map((item, n) => <li key={String(n)}>{item}</li>)}</ul>;
}

/** The sheet itself: short sentences to the family, in its own language. */
function Sheet({ file }: { file: FamilyFile }) {
  const words = useVocabulary();
  const tier = newestFirst(file.tiers)[0];
  const named = (codes: readonly string[]) => codes.map((code) => words.indicator(code)).join(t.common.listComma);
  const services = file.services.filter((one) => !one.voided);
  return (
    <article className="plain paper">
      <p>{t.voice.plainIntro}</p>
      <p>{t.words.fileNumber}: <span className="figure">{digits(file.file_number)}</span></p>
      {file.address_under_threat ? <p className="strong">{t.voice.noThreatPrint}</p> : null}
      <Part id="who" title={t.voice.who}>
        <Lines items={presentMembers(file).map((m) => <bdi key={m.id}>{[memberName(m), t.family.relation[m.relation], m.age === null ? '' : t.voice.ages(num(m.age))].filter(Boolean).join(t.common.listComma)}</bdi>)} none={t.family.nameErased} />
      </Part>
      <Part id="agreed" title={t.voice.agreed}>
        <p>{file.consent === 'given' && file.consent_detail ? t.voice.agreedYes(formatDate(file.consent_detail.on)) : t.voice.agreedNo}</p>
      </Part>
      <Part id="level" title={t.voice.level}>
        {tier ? (
          <>
            <p>{t.voice.levelIs(t.words.tier[tier.tier], formatDate(tier.assigned_on))} {t.voice.levelMeans[tier.tier]}</p>
            {tier.strengths.length > 0 ? <p>{t.voice.strengths}: {named(tier.strengths)}</p> : null}
            {tier.harms.length > 0 ? <p>{t.voice.harms}: {named(tier.harms)}</p> : null}
            <p>{t.voice.levelBy}</p>
          </>
        ) : <p>{t.voice.noLevel}</p>}
      </Part>
      <Part id="caseworker" title={t.voice.caseworker}>
        <p>{file.assignment ? <bdi>{t.voice.until(file.assignment.caseworker.name ?? t.family.someone, formatDate(file.assignment.ends_on))}</bdi> : t.voice.noCaseworker}</p>
        {!file.address_under_threat && (file.safe_contact || file.contact_window) ? <p>{t.family.safeContact}: <bdi>{[file.safe_contact, file.contact_window ? windowText(file.contact_window) : null].filter(Boolean).join(' · ')}</bdi></p> : null}
      </Part>
      <Part id="plan" title={t.voice.plan}>
        <Lines items={file.calendar.filter((entry) => entry.status === 'planned').map((entry) => <bdi key={entry.id}>{entryTitle(entry, words)} · {formatDate(entry.window_to)}</bdi>)} none={t.voice.noPlan} />
      </Part>
      <Part id="done" title={t.voice.done}>
        <Lines items={services.map((one) => <bdi key={one.id}>{[words.kind(one.kind), formatDate(one.delivered_on), one.provider?.name].filter(Boolean).join(' · ')}</bdi>)} none={t.voice.nothingDone} />
      </Part>
      <Part id="asked" title={t.voice.asked}>
        <Lines items={file.referrals.map((one) => <bdi key={one.id}>{t.voice.referredTo(one.commission.name ?? t.words.commission, formatDate(one.referred_on))}{one.decision ? ` · ${t.words.outcome[one.decision.outcome]}` : ''}</bdi>)} none={t.voice.nobodyAsked} />
        {file.tasks.length > 0 ? <><Lines items={file.tasks.map((task) => <bdi key={task.task_id}>{[task.title, task.responsible.name, t.words.taskState[task.state]].filter(Boolean).join(' · ')}</bdi>)} none="" /><p>{t.voice.agencies}</p></> : null}
      </Part>
      {file.requests.length > 0 ? (
        <Part id="requests" title={t.voice.requests}>
          <Lines items={file.requests.map((one) => <bdi key={one.id}>{[t.voice.kind[one.kind], one.words, one.outcome ? t.voice.outcome[one.outcome] : t.voice.state[one.state], one.answer].filter(Boolean).join(' · ')}</bdi>)} none="" />
        </Part>
      ) : null}
      <Part id="sees" title={t.voice.sees}><p>{t.voice.seesText}</p></Part>
      <Part id="rights" title={t.voice.rights}><Lines items={t.voice.rightsList} none="" /></Part>
    </article>
  );
}

/** The family's file in plain words, for paper or for reading aloud. */
export function PlainFile() {
  const { id } = useParams({ from: '/shell/families/$id/plain' });
  const family = useFamily(id);
  const works = hasRole(useUser(), 'caseworker', 'center_manager');
  const [action, setAction] = useState<Action | null>(null);
  return (
    <Loaded query={family} rows={6}>
      {(file) => (
        <Page
          title={t.voice.plainTitle(file.family_name ? t.family.of(file.family_name) : digits(file.file_number))}
          back={{ label: t.caseworker.backToFamily, to: '/families/$id', params: { id } }}
          actions={
            <span className="cluster no-print">
              {works && !file.erased ? <span className="soft">{t.voice.recordShown}</span> : null}
              {works && !file.erased ? (['printed', 'read_aloud', 'on_screen'] as const).map((way) => (
                <Button key={way} small onPress={() => setAction({ title: t.voice.shown, path: '/shown', explain: t.voice.shownWay[way], fixed: { way }, day: { name: 'shown_on', label: t.caseworker.onDay } })}>{t.voice.shownWay[way]}</Button>
              )) : null}
              <Button variant="primary" icon="print" onPress={() => window.print()}>{t.voice.print}</Button>
            </span>
          }
        >
          {file.erased ? <Notice title={t.erasure.erased} /> : <Sheet file={file} />}
          <ActionDialog file={file} action={action} onClose={() => setAction(null)} />
        </Page>
      )}
    </Loaded>
  );
}
