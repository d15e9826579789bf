import { useState } from 'react';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Disclosure, Empty, SelectField, Table, type Tone } from '@/ui/index.ts';
import { ActForm } from './ActForm.tsx';
import { asOptions, nameOf, optionsFrom, useHands, useProgram } from './data.ts';
import type { OfficeProgram, OfficeView, WorkState } from './types.ts';

const TONES: Record<WorkState, Tone> = { begun: 'info', done: 'good', left_out: 'quiet' };
type Step = OfficeProgram['steps'][number];

function OneStep({ step, office, place, onTask }: { step: Step; office: OfficeView; place: string; onTask: ((task: string) => void) | null }) {
  const words = t.offices;
  const known = office.file.tasks.filter((one) => one.neighborhood_id === place);
  const rows = step.tasks.map((task) => ({ ...task, known: known.find((one) => one.task === task.code) }));
  const over = rows.filter((row) => row.known && row.known.state !== 'begun').length;
  const begun = rows.some((row) => row.known);
  const state = over === rows.length ? 'completed' : begun ? 'begun' : 'none';
  const before = step.after === null || known.some((one) => one.task.startsWith(`${step.after}.`));
  return (
    <Disclosure
      open={state === 'begun'}
      summary={<span className="cluster"><span className="strong">{inLanguage(step.title.fa, step.title.en)}</span><Chip tone={state === 'completed' ? 'good' : state === 'begun' ? 'info' : 'quiet'}>{words.stepState[state]}</Chip><small className="soft">{words.tasksOf(num(over), num(rows.length))}</small></span>}
    >
      <Table
        caption={inLanguage(step.title.fa, step.title.en)}
        rows={rows}
        rowKey={(row) => row.code}
        columns={[
          { key: 'task', label: words.act.task, header: true, cell: (row) => <bdi lang="fa">{digits(row.text)}</bdi> },
          { key: 'state', label: words.taskState, cell: (row) => (row.known ? <Chip tone={TONES[row.known.state]}>{words.workState[row.known.state]}</Chip> : <span className="faint">{words.notYet}</span>) },
          { key: 'evidence', label: words.evidence, cell: (row) => (row.known ? <><bdi>{row.known.evidence}</bdi> · {formatDate(row.known.on)}</> : null) },
          ...(onTask && before ? [{ key: 'act', label: t.offices.doing, cell: (row: (typeof rows)[number]) => (row.known?.state === 'done' ? null : <Button small variant="quiet" aria-label={`${words.act.task} ${digits(row.code)}`} onPress={() => onTask(row.code)}>{words.act.task}</Button>) }] : []),
        ]}
      />
    </Disclosure>
  );
}

function Meetings({ office, onAdd }: { office: OfficeView; onAdd: (() => void) | null }) {
  const words = t.offices;
  const { meetings } = office.file;
  return (
    <Card title={words.meetings} actions={onAdd ? <Button small icon="add" onPress={onAdd}>{words.act.meeting}</Button> : undefined}>
      {meetings.length === 0 ? <Empty icon="commission" title={words.noMeetings} /> : (
        <Table
          caption={words.meetings}
          rows={meetings}
          rowKey={(row) => `${row.held_on.iso}-${row.subject}`}
          columns={[
            { key: 'subject', label: words.subject, header: true, cell: (row) => <bdi>{row.subject}</bdi> },
            { key: 'kind', label: words.kind, cell: (row) => words.meetingKind[row.kind] },
            { key: 'persons', label: words.persons, numeric: true, cell: (row) => num(row.persons) },
            { key: 'where', label: words.neighborhood, cell: (row) => (row.neighborhood ? nameOf(row.neighborhood) : null) },
            { key: 'on', label: words.day, cell: (row) => formatDate(row.held_on) },
          ]}
        />
      )}
    </Card>
  );
}

/** Phases, steps and tasks, neighborhood by neighborhood; and the meetings held. */
export function Work({ office }: { office: OfficeView }) {
  const words = t.offices;
  const program = useProgram();
  const { keeper } = useHands(office);
  const [chosen, setChosen] = useState<string | null>(null);
  const [task, setTask] = useState<string | null>(null);
  const [meeting, setMeeting] = useState(false);
  const place = chosen ?? office.neighborhoods[0]?.id ?? '';
  const phases = ['1', '2', '3'].map((phase) => ({ phase, steps: (program?.steps ?? []).filter((step) => step.code.startsWith(phase)) }));
  const where = asOptions(office.neighborhoods);
  return (
    <div className="stack">
      {office.neighborhoods.length > 1 ? <SelectField name="neighborhood" label={words.neighborhood} options={where} value={place} onChange={setChosen} /> : null}
      {phases.map(({ phase, steps }) => (
        <Card key={phase} title={words.phase[phase]}>
          <div className="stack-tight">{steps.map((step) => <OneStep key={`${step.code}-${place}`} step={step} office={office} place={place} onTask={keeper ? setTask : null} />)}</div>
        </Card>
      ))}
      <Meetings office={office} onAdd={keeper ? () => setMeeting(true) : null} />
      {task ? (
        <ActForm
          title={words.act.task}
          path={`/offices/${office.id}/tasks`}
          fixed={{ task }}
          onClose={() => setTask(null)}
          fields={[
            { name: 'state', label: words.taskState, kind: 'choice', options: optionsFrom(words.workState) },
            { name: 'evidence', label: words.evidence, help: words.evidenceHelp, kind: 'words' },
            { name: 'neighborhood_ids', label: words.neighborhoods, kind: 'many', options: where, initial: [place] },
            { name: 'progressed_on', label: words.day, kind: 'day' },
          ]}
        />
      ) : null}
      {meeting ? (
        <ActForm
          title={words.act.meeting}
          path={`/offices/${office.id}/meetings`}
          onClose={() => setMeeting(false)}
          fields={[
            { name: 'kind', label: words.kind, kind: 'choice', options: optionsFrom(words.meetingKind) },
            { name: 'subject', label: words.subject, help: words.noNames, kind: 'line' },
            { name: 'persons', label: words.persons, kind: 'number' },
            { name: 'neighborhood_id', label: words.neighborhood, kind: 'combo', options: where, optional: true },
            { name: 'held_on', label: words.day, kind: 'day' },
          ]}
        />
      ) : null}
    </div>
  );
}
