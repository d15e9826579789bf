import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatShort, num } from '@/lib/dates.ts';
import { titleOf, useCatalog, useVocabulary } from '@/screens/family/data.ts';
import type { FamilyCard } from '@/screens/family/types.ts';
import { DeviceList } from '@/screens/common/access/DeviceList.tsx';
import { FamilyCardRow } from '@/screens/caseworker/FamilyCardRow.tsx';
import { AsOf, Button, Card, Chip, Disclosure, Empty, Facts, LinkButton, Loaded, Meter, Narrowed, Page, Table } from '@/ui/index.ts';
import { OverdueList } from '@/screens/owed/Overdue.tsx';
import { StageChip, TermEnds } from './Board.tsx';
import { CaseloadBar, CaseloadChips } from './CaseloadBar.tsx';
import { CaseworkerAccount } from './CaseworkerAccount.tsx';
import { CaseworkerDialog, type CaseworkerAct } from './CaseworkerForms.tsx';
import { useCaseworker, useSettings, type CaseworkerView, type Training } from './data.ts';
import type { HeldList } from './routes.ts';
import '@/screens/family/family.css';

const HOURS = 40;
/** From so many days before its end a year is worth a word. */
const NOTICE_DAYS = 30;

function TrainingTable({ trainings }: { trainings: readonly Training[] }) {
  if (trainings.length === 0) return <p className="soft">{t.manager.noTraining}</p>;
  const rows = trainings.map((training, index) => ({ ...training, key: `${training.held_on.iso}-${index}` }));
  return (
    <Table
      caption={t.manager.trainings}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'title', label: t.manager.trainingTitle, header: true, cell: (row) => <bdi>{row.title}</bdi> },
        { key: 'phase', label: t.manager.phaseWord, cell: (row) => t.manager.phase[row.phase] },
        { key: 'mode', label: t.manager.modeWord, cell: (row) => t.manager.mode[row.mode] },
        { key: 'on', label: t.caseworker.onDay, cell: (row) => formatShort(row.held_on) },
        { key: 'hours', label: t.manager.hours, numeric: true, cell: (row) => num(row.hours) },
      ]}
    />
  );
}

function Families({ caseworker }: { caseworker: CaseworkerView }) {
  const families = useApi<Paged<FamilyCard>>('/families', { query: { caseworker_id: caseworker.id, limit: 50 }, streams: ['family'] });
  const { show } = useSearch({ from: '/shell/center/caseworkers/$id' });
  const navigate = useNavigate();
  const notice = useSettings().data?.values.year_end_notice_days ?? NOTICE_DAYS;
  const counted: Record<HeldList, (family: FamilyCard) => boolean> = {
    overdue: (family) => family.overdue > 0,
    year_ending: (family) => family.days_left !== null && family.days_left <= notice,
  };
  const section = useRef<HTMLDivElement>(null);
  const loaded = families.isSuccess;
  // A number led here: the list it counts is what is to be seen.
  useEffect(() => {
    if (show && loaded) section.current?.scrollIntoView({ block: 'nearest' });
  }, [show, loaded]);
  return (
    <Loaded query={families}>
      {({ items, position }) => {
        const shown = show ? items.filter(counted[show]) : items;
        return (
          <div className="stack" ref={section}>
            {show ? <Narrowed what={t.boards.families[show]} onAll={() => void navigate({ to: '/center/caseworkers/$id', params: { id: caseworker.id }, search: {}, replace: true, resetScroll: false })} /> : null}
            {shown.length === 0 ? <Empty icon="families" title={items.length === 0 ? t.manager.holdsNone : t.common.empty} /> : <ul className="cards two">{shown.map((family) => <li key={family.id}><FamilyCardRow family={family} /></li>)}</ul>}
            <AsOf position={position} at={families.dataUpdatedAt} />
          </div>
        );
      }}
    </Loaded>
  );
}

function Body({ caseworker }: { caseworker: CaseworkerView }) {
  const [act, setAct] = useState<CaseworkerAct | null>(null);
  const words = useVocabulary();
  const skills = useCatalog('caseworker_skill').data?.items ?? [];
  const skillOf = (code: string): string => {
    const term = skills.find((one) => one.code === code);
    return term ? titleOf(term.title) : words.kind(code);
  };
  const settings = useSettings().data?.values;
  const before = settings?.hours_before ?? HOURS;
  const during = settings?.hours_during ?? HOURS;
  const { caseload } = caseworker;
  const here = caseworker.left_on === null;
  return (
    <>
      <div className="columns even">
        <Card title={<bdi>{caseworker.name ?? t.family.nameErased}</bdi>}>
          <div className="stack">
            <CaseloadBar caseload={caseload} />
            <div className="cluster">
              <StageChip stage={caseload.stage} />
              {caseworker.accredited_on ? <Chip tone="good" icon="check">{t.manager.accreditedOn(formatDate(caseworker.accredited_on))}</Chip> : null}
              <CaseloadChips caseload={caseload} hoursNeeded={before} opens />
            </div>
            <Facts facts={[
              { term: t.words.phone, value: caseworker.phone ? <a href={`tel:${caseworker.phone}`} dir="ltr">{digits(caseworker.phone)}</a> : null },
              { term: t.manager.backgroundWord, value: t.manager.background[caseworker.background] },
              { term: t.words.neighborhood, value: caseworker.neighborhood?.name ?? null },
              { term: t.manager.admittedOn, value: formatDate(caseworker.admitted_on) },
              { term: t.manager.onLeave, value: caseworker.leave_from ? [formatDate(caseworker.leave_from), caseworker.leave_until ? formatDate(caseworker.leave_until) : ''].filter(Boolean).join(' – ') : null },
              { term: t.manager.termEnds, value: caseload.term_ends ? <TermEnds on={caseload.term_ends} /> : null },
              { term: t.manager.leftProgram, value: caseworker.left_on ? formatDate(caseworker.left_on) : null },
            ]} />
            {caseworker.skills.length > 0 ? <div className="cluster">{caseworker.skills.map((code) => <Chip key={code}>{skillOf(code)}</Chip>)}</div> : null}
            {here ? (
              <div className="cluster">
                {caseworker.accredited_on ? null : <Button small variant="primary" onPress={() => setAct('accredit')}>{t.manager.act.accredit}</Button>}
                <Button small onPress={() => setAct('skills')}>{t.manager.act.skills}</Button>
                {caseload.on_leave || caseworker.leave_from ? <Button small onPress={() => setAct('leaveEnd')}>{t.manager.act.leaveEnd}</Button> : <Button small onPress={() => setAct('leave')}>{t.manager.act.leave}</Button>}
                {caseworker.accredited_on ? <Button small onPress={() => setAct('renew')}>{t.manager.act.renew}</Button> : null}
                {caseload.families > 0 ? <LinkButton small icon="refer" to="/center/caseworkers/$id/handover" params={{ id: caseworker.id }}>{t.manager.handOver}</LinkButton> : null}
                <Button small variant="quiet" onPress={() => setAct('left')}>{t.manager.act.left}</Button>
              </div>
            ) : null}
          </div>
        </Card>
        <Card id="trainings" title={t.manager.trainings} actions={here ? <Button small icon="add" onPress={() => setAct('training')}>{t.manager.act.training}</Button> : undefined}>
          <div className="stack">
            <Meter label={t.manager.phase.before} value={caseload.hours_before} max={before} tone={caseload.hours_before >= before ? 'good' : 'bad'} text={t.manager.hoursOf(num(caseload.hours_before), num(before))} />
            <Meter label={t.manager.phase.during} value={caseload.hours_during} max={during} tone={caseload.hours_during >= during ? 'good' : 'warn'} text={t.manager.hoursOf(num(caseload.hours_during), num(during))} />
            <Disclosure summary={`${t.manager.trainings} (${num(caseworker.trainings.length)})`}><TrainingTable trainings={caseworker.trainings} /></Disclosure>
          </div>
        </Card>
      </div>
      <CaseworkerAccount caseworker={caseworker} />
      <Card title={t.access.caseworkerDevices}><DeviceList path={`/caseworkers/${caseworker.id}/devices`} text={t.access.caseworkerDevicesText} /></Card>
      <Disclosure summary={t.owed.ofCaseworker}><OverdueList caseworker={caseworker.id} /></Disclosure>
      <section className="stack" aria-labelledby="caseworker-families">
        <h2 id="caseworker-families">{t.manager.menu.families}</h2>
        <Families caseworker={caseworker} />
      </section>
      <CaseworkerDialog caseworker={caseworker} act={act} onClose={() => setAct(null)} />
    </>
  );
}

/** One caseworker: load, hours, accreditation, leave, the families held. */
export function CaseworkerPage() {
  const { id } = useParams({ from: '/shell/center/caseworkers/$id' });
  const caseworker = useCaseworker(id);
  return (
    <Page title={t.words.caseworker} back={{ label: t.manager.menu.caseloads, to: '/center/caseloads' }}>
      <Loaded query={caseworker}>{(found) => <Body caseworker={found} />}</Loaded>
    </Page>
  );
}
