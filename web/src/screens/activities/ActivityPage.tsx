import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { hasRole, useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { familyTitle, memberName, presentMembers, titleOf, useFamily } from '@/screens/family/data.ts';
import { FamilyField } from '@/screens/family/FamilyField.tsx';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Card, ChoiceField, Dialog, Empty, Facts, Form, Loaded, Narrowed, NumberField, Page, SelectField, StatLink, Table, errorsOf, toast } from '@/ui/index.ts';
import { StateOf, useForms } from './Activities.tsx';
import { TakeBack, whoAttended } from './TakeBack.tsx';
import type { ActivityView, AttendanceItem, TestMoment } from './types.ts';

type Act = 'announce' | 'hold' | 'cancel' | 'attendance' | 'test';
type Props = { activity: ActivityView; onClose: () => void };

function useAct<B extends object>(activity: ActivityView, path: string, onClose: () => void) {
  return useCommand<B>(`/activities/${activity.id}${path}`, { onDone: () => { toast(t.common.saved); onClose(); } });
}

const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

function DayForm({ activity, onClose, act }: Props & { act: 'announce' | 'cancel' }) {
  const [on, setOn] = useState<string | null>(today());
  const field = act === 'announce' ? 'announced_on' : 'cancelled_on';
  const send = useAct<Record<string, string | null>>(activity, `/${act}`, onClose);
  return (
    <Form label={t.activities.act[act]} submitLabel={t.activities.act[act]} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ [field]: !on && t.common.dateMissing })} onSubmit={() => void send.send({ [field]: on })} actions={cancel(onClose)}>
      <DateField name={field} label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

function HoldForm({ activity, onClose }: Props) {
  const [on, setOn] = useState<string | null>(activity.held_on?.iso ?? (activity.planned_for.iso <= today() ? activity.planned_for.iso : today()));
  const [hours, setHours] = useState<number | null>(activity.hours);
  const [heads, setHeads] = useState<number | null>(activity.head_count);
  const hold = useAct<{ held_on: string | null; hours: number | null; head_count: number | null }>(activity, '/hold', onClose);
  return (
    <Form label={t.activities.act.hold} submitLabel={t.common.save} pending={hold.pending} problem={hold.problem} fieldErrors={hold.fieldErrors} validate={() => errorsOf({ held_on: !on && t.common.dateMissing, hours: hours === null && t.common.notANumber, head_count: heads === null && t.common.notANumber })} onSubmit={() => void hold.send({ held_on: on, hours, head_count: heads })} actions={cancel(onClose)}>
      <DateField name="held_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
      <div className="form-row">
        <NumberField name="hours" label={t.manager.hours} stepper min={1} max={400} value={hours} onChange={setHours} />
        <NumberField name="head_count" label={t.activities.heads} help={t.activities.headsHelp} min={0} value={heads} onChange={setHeads} />
      </div>
    </Form>
  );
}

const WHOLE = 'whole';

/** An open family of the center and, where one is named, a member of it. */
function Who({ family, member, onFamily, onMember, whole }: { family: string | null; member: string | null; onFamily: (id: string | null) => void; onMember: (id: string | null) => void; whole: boolean }) {
  const file = useFamily(family ?? '').data;
  const members = file ? presentMembers(file).map((one) => ({ value: one.id, label: memberName(one) })) : [];
  return (
    <>
      <FamilyField value={family} onChange={(id) => { onFamily(id); onMember(null); }} />
      {family ? <SelectField name="member_id" label={t.words.member} options={[...(whole ? [{ value: WHOLE, label: t.activities.byNumber }] : []), ...members]} value={member ?? (whole ? WHOLE : null)} onChange={(id) => onMember(id === WHOLE ? null : id)} /> : null}
    </>
  );
}

function AttendanceForm({ activity, onClose }: Props) {
  const words = t.activities;
  const [family, setFamily] = useState<string | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const [persons, setPersons] = useState<number | null>(1);
  const [hours, setHours] = useState<number | null>(activity.hours);
  const [recorded, setRecorded] = useState(0);
  /** The button that keeps the dialog open for the next family, while it is what sends. */
  const nextBy = useRef<Element | null>(null);
  const record = useCommand<{ family_id: string | null; member_id: string | null; persons: number | null; hours: number | null }>(`/activities/${activity.id}/attendance`);
  const submit = async () => {
    const next = nextBy.current;
    nextBy.current = null;
    if (!(await record.send({ family_id: family, member_id: member, persons: member ? 1 : persons, hours }))) return;
    if (!next) {
      toast(t.common.saved);
      onClose();
      return;
    }
    setFamily(null);
    setMember(null);
    setPersons(1);
    setRecorded((before) => before + 1);
    next.closest('form')?.querySelector<HTMLElement>('[data-field="family_id"] input')?.focus();
  };
  return (
    <Form
      label={words.act.attendance}
      submitLabel={t.common.save}
      pending={record.pending}
      problem={record.problem}
      fieldErrors={record.fieldErrors}
      validate={() => errorsOf({ family_id: !family && t.common.chooseOne })}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button
            isDisabled={record.pending}
            onPress={({ target }) => {
              nextBy.current = target;
              target.closest('form')?.requestSubmit();
              // Where the form held it back, the main button is again what it says.
              nextBy.current = null;
            }}
          >
            {words.saveAndNext}
          </Button>
          {recorded > 0 ? <Button variant="quiet" onPress={onClose}>{t.common.close}</Button> : cancel(onClose)}
        </>
      }
    >
      <p role="status" className="soft">{recorded > 0 ? words.recordedHere(num(recorded)) : null}</p>
      <Who family={family} member={member} onFamily={setFamily} onMember={setMember} whole />
      <div className="form-row">
        {member ? null : <NumberField name="persons" label={words.persons} stepper min={1} max={30} value={persons} onChange={setPersons} />}
        <NumberField name="hours" label={t.manager.hours} stepper min={1} max={activity.hours} value={hours} onChange={setHours} />
      </div>
    </Form>
  );
}

function TestForm({ activity, onClose }: Props) {
  const [family, setFamily] = useState<string | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const [moment, setMoment] = useState<TestMoment>(activity.state === 'held' ? 'after' : 'before');
  const [score, setScore] = useState<number | null>(null);
  const record = useAct<{ family_id: string | null; member_id: string | null; moment: TestMoment; score: number | null }>(activity, '/tests', onClose);
  return (
    <Form label={t.activities.act.test} submitLabel={t.common.save} pending={record.pending} problem={record.problem} fieldErrors={record.fieldErrors} validate={() => errorsOf({ family_id: !family && t.common.chooseOne, member_id: family !== null && !member && t.common.chooseOne, score: score === null && t.common.notANumber })} onSubmit={() => void record.send({ family_id: family, member_id: member, moment, score })} actions={cancel(onClose)}>
      <Who family={family} member={member} onFamily={setFamily} onMember={setMember} whole={false} />
      <ChoiceField name="moment" label={t.activities.when} inline options={optionsOf(t.activities.testMoment)} value={moment} onChange={setMoment} />
      <NumberField name="score" label={t.activities.score} min={0} max={100} value={score} onChange={setScore} />
    </Form>
  );
}

function Attendance({ items, onTakeBack }: { items: readonly AttendanceItem[]; onTakeBack: ((row: AttendanceItem) => void) | null }) {
  const words = t.activities;
  const shown = (n: number | null): string => (n === null ? '' : num(n));
  const audits = hasRole(useUser(), 'auditor');
  return (
    <Table
      caption={words.attendance}
      rows={items}
      rowKey={(row) => `${row.family_id}-${row.member?.id ?? ''}`}
      columns={[
        { key: 'family', label: t.words.family, header: true, cell: (row) => {
          const name = <bdi>{familyTitle({ family_name: row.family_name, file_number: row.file_number ?? '' })}</bdi>;
          return audits ? <Link to="/audit/replay/$stream/$id" params={{ stream: 'family', id: row.family_id }}>{name}</Link> : <Link to="/families/$id" params={{ id: row.family_id }} search={{}}>{name}</Link>;
        } },
        { key: 'member', label: t.words.member, cell: (row) => <bdi>{whoAttended(row)}</bdi> },
        { key: 'persons', label: words.persons, numeric: true, cell: (row) => shown(row.persons) },
        { key: 'hours', label: t.manager.hours, numeric: true, cell: (row) => shown(row.hours) },
        { key: 'before', label: words.testMoment.before, numeric: true, cell: (row) => shown(row.before) },
        { key: 'after', label: words.testMoment.after, numeric: true, cell: (row) => shown(row.after) },
        ...(onTakeBack ? [{ key: 'act', label: words.takeBack, cell: (row: AttendanceItem) => (row.persons === null ? null : <Button small variant="quiet" aria-label={words.takeBackOf(`${familyTitle({ family_name: row.family_name, file_number: row.file_number ?? '' })}${t.common.listComma}${whoAttended(row)}`)} onPress={() => onTakeBack(row)}>{words.takeBack}</Button>) }] : []),
      ]}
    />
  );
}

function Body({ activity }: { activity: ActivityView }) {
  const words = t.activities;
  const manages = hasRole(useUser(), 'center_manager') && activity.state !== 'cancelled';
  const forms = useForms();
  const form = forms.find((one) => one.code === activity.form);
  const [act, setAct] = useState<Act | null>(null);
  const [wrong, setWrong] = useState<AttendanceItem | null>(null);
  const close = () => setAct(null);
  const props = { activity, onClose: close };
  const held = activity.state === 'held';
  const { show } = useSearch({ from: '/shell/activities/$id' });
  const navigate = useNavigate();
  const toList = { to: '/activities/$id' as const, params: { id: activity.id }, search: {}, hash: 'attendance', resetScroll: false };
  const counted = show ? activity.attendance.filter((one) => one.before !== null && one.after !== null && one.after > one.before) : activity.attendance;
  return (
    <div className="stack">
      <Card title={<bdi>{activity.title}</bdi>}>
        <div className="stack">
          <div className="cluster"><StateOf state={activity.state} /></div>
          <Facts facts={[
            { term: words.form, value: form ? titleOf(form.title) : activity.form },
            { term: t.caseworker.domain, value: activity.domain ? t.words.domain[activity.domain] : null },
            { term: words.audience, value: activity.audience.map((tier) => t.words.tier[tier]).join(t.common.listComma) },
            { term: words.plannedFor, value: formatDate(activity.planned_for) },
            { term: words.announcedOn, value: activity.announced_on ? formatDate(activity.announced_on) : null },
            { term: words.heldOn, value: activity.held_on ? formatDate(activity.held_on) : null },
            { term: t.manager.hours, value: num(activity.hours) },
          ]} />
          {manages ? (
            <div className="cluster">
              {activity.state === 'planned' ? <Button small onPress={() => setAct('announce')}>{words.act.announce}</Button> : null}
              <Button small variant={held ? 'secondary' : 'primary'} onPress={() => setAct('hold')}>{held ? words.correctHeld : words.act.hold}</Button>
              {held ? <Button small icon="add" onPress={() => setAct('attendance')}>{words.act.attendance}</Button> : null}
              <Button small onPress={() => setAct('test')}>{words.act.test}</Button>
              {held ? null : <Button small variant="quiet" onPress={() => setAct('cancel')}>{words.act.cancel}</Button>}
            </div>
          ) : null}
        </div>
      </Card>
      {held ? (
        <div className="tiles">
          <StatLink {...toList} name={words.persons} value={activity.persons} note={words.ofHeads(num(activity.head_count))} />
          <StatLink {...toList} name={t.manager.menu.families} value={activity.families} />
          <StatLink {...toList} name={words.personHours} value={activity.person_hours} note={words.personHoursNote} />
          <StatLink {...toList} search={show ? {} : { show: 'improved' }} {...(show ? { 'aria-current': 'true' as const } : {})} name={words.improved} value={activity.tests.improved} note={activity.tests.mean_before === null || activity.tests.mean_after === null ? words.noTests : words.means(num(activity.tests.mean_before), num(activity.tests.mean_after), num(activity.tests.both))} />
        </div>
      ) : null}
      {activity.attendance.length > 0 ? (
        <div id="attendance" className="stack">
          {show ? <Narrowed what={t.boards.improved} onAll={() => void navigate({ to: '/activities/$id', params: { id: activity.id }, search: {}, replace: true, resetScroll: false })} /> : null}
          {counted.length === 0 ? <Empty icon="families" title={t.common.empty} /> : <Attendance items={counted} onTakeBack={manages && held ? setWrong : null} />}
        </div>
      ) : held ? <Empty icon="families" title={words.noAttendance} /> : null}
      <AsOf position={activity.position} />
      {wrong ? <TakeBack activity={activity} row={wrong} onClose={() => setWrong(null)} /> : null}
      <Dialog title={act ? words.act[act] : ''} open={act !== null} onClose={close}>
        {act === 'announce' || act === 'cancel' ? <DayForm {...props} act={act} /> : act === 'hold' ? <HoldForm {...props} /> : act === 'attendance' ? <AttendanceForm {...props} /> : act === 'test' ? <TestForm {...props} /> : null}
      </Dialog>
    </div>
  );
}

/** One activity: plan, day, attendance, tests. */
export function ActivityPage() {
  const { id } = useParams({ from: '/shell/activities/$id' });
  const activity = useApi<ActivityView>(`/activities/${id}`, { streams: ['activity'] });
  return (
    <Page title={t.activities.one} back={{ label: t.activities.menu, to: '/activities' }}>
      <Loaded query={activity} rows={5}>{(found) => <Body activity={found} />}</Loaded>
    </Page>
  );
}
