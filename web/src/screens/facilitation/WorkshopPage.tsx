import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import type { Finding, SittingView, TraineeView, WorkshopView } from '@/screens/resilience/types.ts';
import { AsOf, Button, Card, Chip, Dialog, Facts, Loaded, Page, ProblemNote, Row, Stat, Table, Timeline, toast } from '@/ui/index.ts';
import { Checklist } from './Checklist.tsx';
import { FORMS, HoldForm, type Act } from './workshopForms.tsx';

const shown = (n: number | null): string => (n === null ? '' : num(n));

type Acts = { correct: (sitting: SittingView) => void; strike: (sitting: SittingView) => void };

/** Who was there, by the number on the sheet; hours where somebody did not stay to the end. */
function Present({ sitting, trainees }: { sitting: SittingView; trainees: readonly TraineeView[] }) {
  const words = t.resilience.workshops;
  const there = trainees.flatMap((trainee) => {
    const found = sitting.attendance.find((one) => one.trainee_id === trainee.id);
    const name = trainee.facilitator?.name ?? num(trainee.number);
    return found ? [found.hours === sitting.hours ? name : words.stayedFor(name, num(found.hours))] : [];
  });
  return there.length === 0 ? null : <bdi>{there.join(t.common.listComma)}</bdi>;
}

function Sittings({ held, trainees, acts }: { held: readonly SittingView[]; trainees: readonly TraineeView[]; acts: Acts | null }) {
  const words = t.resilience.workshops;
  return (
    <Table<SittingView>
      caption={words.sittings}
      rows={held}
      rowKey={(row) => row.id}
      columns={[
        { key: 'on', label: t.resilience.form.on, header: true, cell: (row) => formatDate(row.held_on) },
        { key: 'hours', label: words.hours, numeric: true, cell: (row) => num(row.hours) },
        { key: 'persons', label: words.persons, numeric: true, cell: (row) => num(row.persons) },
        { key: 'person_hours', label: words.personHours, numeric: true, cell: (row) => num(row.person_hours) },
        { key: 'topic', label: words.topic, cell: (row) => <bdi>{row.topic}</bdi> },
        ...(trainees.length > 0 ? [{ key: 'present', label: words.present, cell: (row: SittingView) => <Present sitting={row} trainees={trainees} /> }] : []),
        ...(acts ? [{ key: 'acts', label: t.common.more, cell: (row: SittingView) => <span className="cluster"><Button small onPress={() => acts.correct(row)}>{words.correct}</Button><Button small variant="quiet" onPress={() => acts.strike(row)}>{words.strike}</Button></span> }] : []),
      ]}
    />
  );
}

/** A sitting that was not held is taken back. */
function Strike({ workshop, sitting, onClose }: { workshop: string; sitting: SittingView; onClose: () => void }) {
  const words = t.resilience.workshops;
  const send = useCommand<Record<string, never>>(`/workshops/${workshop}/sittings/${sitting.id}/strike`, {
    onDone: () => {
      toast(t.common.saved);
      onClose();
    },
  });
  return (
    <Dialog title={words.strike} open onClose={onClose}>
      <div className="stack">
        <p>{words.strikeHelp(formatDate(sitting.held_on))}</p>
        <ProblemNote problem={send.problem} />
        <div className="cluster">
          <Button variant="danger" pending={send.pending} onPress={() => void send.send({})}>{words.strike}</Button>
          <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Trainees({ trainees }: { trainees: readonly TraineeView[] }) {
  const words = t.resilience.workshops;
  return (
    <Table<TraineeView>
      caption={words.trainees}
      rows={trainees}
      rowKey={(row) => row.id}
      columns={[
        { key: 'number', label: words.number, header: true, cell: (row) => <>{num(row.number)}{row.facilitator ? <> · <bdi>{row.facilitator.name}</bdi></> : null}</> },
        { key: 'sex', label: words.sex, cell: (row) => (row.sex ? words.sexes[row.sex] : '') },
        { key: 'hours', label: words.hours, numeric: true, cell: (row) => num(row.hours) },
        { key: 'before', label: words.before, numeric: true, cell: (row) => shown(row.before) },
        { key: 'after', label: words.after, numeric: true, cell: (row) => shown(row.after) },
      ]}
    />
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const words = t.resilience.workshops;
  if (findings.length === 0) return <p className="soft">{words.noFindings}</p>;
  return (
    <ul className="cards">
      {findings.map((one) => (
        <li key={`${one.phase}/${one.text}`}>
          <Row who={one.text} what={one.assessors.map((by) => words.assessor[by]).join(t.common.listComma)} aside={<>{one.kind ? <Chip tone={one.kind === 'strength' ? 'good' : 'warn'}>{words.finding[one.kind]}</Chip> : null}<small className="soft">{words.phase(num(one.phase))}</small></>} />
        </li>
      ))}
    </ul>
  );
}

function Body({ workshop }: { workshop: WorkshopView }) {
  const words = t.resilience.workshops;
  const keeps = hasRole(useUser(), 'facilitator');
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const [struck, setStruck] = useState<SittingView | null>(null);
  const [corrected, setCorrected] = useState<SittingView | null>(null);
  const Asked = act ? FORMS[act] : null;
  const sexes = workshop.by_sex;
  return (
    <div className="stack">
      <Card title={<bdi>{workshop.title}</bdi>}>
        <div className="stack">
          <span className="cluster">
            {workshop.kind ? <Chip tone="info">{words.kind[workshop.kind]}</Chip> : null}
            {workshop.flags.map((flag) => <Chip key={flag} tone="warn">{words.flags[flag]}</Chip>)}
          </span>
          <Facts facts={[
            { term: words.lead, value: workshop.lead?.code ?? words.noLead },
            ...(workshop.neighborhood ? [{ term: words.neighborhood, value: <Link to="/neighborhoods/$id" params={{ id: workshop.neighborhood.id }}><bdi>{workshop.neighborhood.name}</bdi></Link> }] : []),
            { term: words.audience, value: workshop.audience },
            { term: words.risk, value: workshop.risk_title },
            { term: words.startsOn, value: formatDate(workshop.starts_on) },
            { term: words.plannedHours, value: num(workshop.planned_hours) },
            { term: words.plannedPersons, value: workshop.planned_persons === null ? null : num(workshop.planned_persons) },
          ]}
          />
          {keeps ? (
            <span className="cluster">
              {workshop.trainees.length > 0 ? <Button variant="primary" onPress={() => setAct('hold')}>{words.act.hold}</Button> : null}
              <Button onPress={() => setAct('register')}>{words.act.register}</Button>
              <Button onPress={() => setAct('lead')}>{words.act.lead}</Button>
              {workshop.trainees.length > 0 ? <Button onPress={() => setAct('test')}>{words.act.test}</Button> : null}
              <Button variant="quiet" onPress={() => setAct('finding')}>{words.act.finding}</Button>
            </span>
          ) : null}
        </div>
      </Card>
      <div className="tiles">
        <Stat name={words.participants} value={workshop.participants} note={[sexes.female ? `${num(sexes.female)} ${t.resilience.province.women}` : null, sexes.male ? `${num(sexes.male)} ${t.resilience.province.men}` : null].filter(Boolean).join(t.common.listComma)} />
        <Stat name={words.hours} value={workshop.hours} />
        <Stat name={words.personHours} value={workshop.person_hours} note={words.fromAttendance} />
        <Stat name={words.sittings} value={workshop.sittings} note={workshop.tests.both > 0 ? words.tests(num(workshop.tests.improved), num(workshop.tests.both)) : undefined} />
      </div>
      <Checklist workshop={workshop} keeps={keeps} />
      {workshop.held.length > 0 ? <Card title={words.sittings}><Sittings held={workshop.held} trainees={workshop.trainees} acts={keeps ? { correct: setCorrected, strike: setStruck } : null} /></Card> : null}
      {workshop.trainees.length > 0 ? <Card title={words.trainees}><Trainees trainees={workshop.trainees} /></Card> : null}
      {workshop.leads.length > 1 ? <Card title={words.leads}><Timeline items={workshop.leads.map((one) => ({ key: `${one.facilitator_id}/${one.on.iso}`, title: [one.code, one.untrained ? words.flags.untrained_lead : null, one.reason].filter(Boolean).join(' · '), at: one.on }))} /></Card> : null}
      <Card title={words.findings}><Findings findings={workshop.findings} /></Card>
      <AsOf position={workshop.position} />
      <Dialog title={act ? words.act[act] : ''} open={act !== null} onClose={close} wide>{Asked ? <Asked workshop={workshop} onClose={close} /> : null}</Dialog>
      <Dialog title={words.correct} open={corrected !== null} onClose={() => setCorrected(null)} wide>{corrected ? <HoldForm workshop={workshop} sitting={corrected} onClose={() => setCorrected(null)} /> : null}</Dialog>
      {struck ? <Strike workshop={workshop.id} sitting={struck} onClose={() => setStruck(null)} /> : null}
    </div>
  );
}

/** One training or class: sittings, attendance by number, tests, who answers for it, what was found. */
export function WorkshopPage() {
  const { id } = useParams({ from: '/shell/workshops/$id' });
  const workshop = useApi<WorkshopView>(`/workshops/${id}`, { streams: ['workshop', 'facilitator'] });
  return (
    <Page title={t.resilience.workshops.title} back={{ label: t.resilience.menu.workshops, to: '/workshops' }}>
      <Loaded query={workshop} rows={5}>{(found) => <Body workshop={found} />}</Loaded>
    </Page>
  );
}
