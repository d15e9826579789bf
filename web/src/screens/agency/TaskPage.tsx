import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem, api, useApi, useCommand, type Paged, type Task, isOver } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Dialog, DomainChip, DueChip, Empty, Facts, Form, Loaded, Notice, Page, SelectField, TextArea, Timeline, errorsOf, toast } from '@/ui/index.ts';

type Act = 'accept' | 'progress' | 'done' | 'decline';
type EvidenceKind = keyof typeof t.followUp.evidenceKind;
type ActWords = { title: string; label: string; explain?: string; text?: { name: 'note' | 'reason'; label: string; required: boolean }; day: string; said: string };

const NOTE_LENGTH_MAX = 2000;

const wordsOf = (act: Act): ActWords =>
  ({
    accept: { title: t.agency.acceptTitle, label: t.agency.accept, explain: t.agency.acceptExplain, day: 'accepted_on', said: t.agency.accepted },
    progress: { title: t.agency.progress, label: t.common.save, explain: t.agency.progressExplain, text: { name: 'note' as const, label: t.agency.note, required: true }, day: 'progressed_on', said: t.agency.progressed },
    done: { title: t.agency.finishTitle, label: t.agency.finish, text: { name: 'note' as const, label: t.agency.finishNote, required: false }, day: 'done_on', said: t.agency.finished },
    decline: { title: t.agency.declineTitle, label: t.agency.decline, explain: t.agency.declineExplain, text: { name: 'reason' as const, label: t.agency.reason, required: true }, day: 'declined_on', said: t.agency.declineDone },
  })[act];

type Colleague = { user_id: string; display_name: string; own: boolean };

function DelegateForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const colleagues = useApi<Paged<Colleague>>('/agency/colleagues');
  const [user, setUser] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const delegate = useCommand<{ user_id: string | null; note: string | null }>(`/families/${task.family_id}/tasks/${task.task_id}/delegate`, {
    onDone: () => {
      toast(t.followUp.delegated);
      onClose();
    },
  });
  return (
    <Form
      label={t.followUp.delegate}
      submitLabel={t.followUp.delegate}
      pending={delegate.pending}
      problem={delegate.problem}
      fieldErrors={delegate.fieldErrors}
      validate={() => errorsOf({ user_id: !user && t.common.chooseOne })}
      onSubmit={() => void delegate.send({ user_id: user, note: note.trim() || null })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <p className="soft">{t.followUp.delegateWhy}</p>
      <SelectField name="user_id" label={t.followUp.colleague} options={(colleagues.data?.items ?? []).map((one) => ({ value: one.user_id, label: one.own ? `${one.display_name} (${t.followUp.you})` : one.display_name }))} value={user} onChange={setUser} />
      <TextArea name="note" label={t.followUp.note} help={t.agency.progressExplain} optional rows={2} value={note} onChange={setNote} maxLength={NOTE_LENGTH_MAX} />
    </Form>
  );
}

function ActForm({ task, act, onClose }: { task: Task; act: Act; onClose: () => void }) {
  const words = wordsOf(act);
  const [text, setText] = useState('');
  const [day, setDay] = useState<string | null>(today());
  const command = useCommand<Record<string, unknown>>(`/families/${task.family_id}/tasks/${task.task_id}/${act}`, {
    onDone: () => {
      toast(words.said);
      onClose();
    },
  });
  const [kind, setKind] = useState<EvidenceKind | null>(null);
  const [reference, setReference] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const declines = act === 'decline';
  const { text: asked } = words;
  const shown = act === 'done' && (kind || reference.trim()) ? { evidence: { kind, reference: reference.trim() } } : {};
  return (
    <Form
      label={words.title}
      submitLabel={words.label}
      pending={command.pending}
      problem={command.problem}
      fieldErrors={command.fieldErrors}
      validate={() => errorsOf({ ...(declines ? { why: !why && t.common.chooseOne } : {}), ...(asked?.required ? { [asked.name]: !text.trim() && t.common.required } : {}), [words.day]: !day && t.common.dateMissing, ...(act === 'done' ? { 'evidence.kind': Boolean(reference.trim()) && !kind && t.common.chooseOne, 'evidence.reference': kind !== null && !reference.trim() && t.common.required } : {}) })}
      onSubmit={() => void command.send({ ...(declines ? { why } : {}), ...(asked ? { [asked.name]: text.trim() || null } : {}), [words.day]: day, ...shown })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {words.explain ? <p className="soft">{words.explain}</p> : null}
      {declines ? <SelectField name="why" label={t.owed.why} help={t.owed.whyHelp} options={optionsOf(t.owed.declineCode)} value={why} onChange={setWhy} /> : null}
      {asked ? <TextArea name={asked.name} label={asked.label} optional={!asked.required} value={text} onChange={setText} maxLength={NOTE_LENGTH_MAX} /> : null}
      {act === 'done' ? (
        <>
          <SelectField name="evidence.kind" label={t.followUp.evidence} optional options={optionsOf(t.followUp.evidenceKind)} value={kind} onChange={(value) => setKind(value as EvidenceKind)} />
          <TextArea name="evidence.reference" label={t.followUp.evidenceRef} help={t.followUp.evidenceHelp} optional rows={2} value={reference} onChange={setReference} maxLength={500} />
        </>
      ) : null}
      <DateField name={words.day} label={t.agency.onDay} value={day} onChange={setDay} max={today()} />
    </Form>
  );
}

function OneTask({ task }: { task: Task }) {
  const [act, setAct] = useState<Act | null>(null);
  const [delegating, setDelegating] = useState(false);
  const over = isOver(task.state);
  return (
    <Page
      title={t.agency.file(digits(task.file_number))}
      back={{ label: t.agency.title, to: '/agency/tasks' }}
      subtitle={<span className="cluster">{task.stopped ? <Chip tone="warn">{t.agency.stopped[task.stopped]}</Chip> : <Chip tone={task.state === 'done' ? 'good' : task.state === 'assigned' ? 'warn' : 'quiet'}>{t.words.taskState[task.state]}</Chip>}{over || task.stopped ? null : <DueChip date={task.due_on} />}</span>}
    >
      <div className="columns">
        <Card title={<bdi>{task.title ?? t.agency.task}</bdi>}>
          <div className="stack">
            <Facts
              facts={[
                { term: t.agency.dueOn, value: formatDate(task.due_on) },
                ...(task.expected ? [{ term: t.sitting.expectedShort, value: task.expected }] : []),
                ...(task.domain ? [{ term: t.agency.domain, value: <DomainChip domain={task.domain} /> }] : []),
                ...(task.commission.name ? [{ term: t.agency.from, value: task.commission.name }] : []),
                ...(task.delegated_to ? [{ term: t.followUp.colleague, value: task.delegated_to.name ?? t.family.someone }] : []),
                ...(task.evidence ? [{ term: t.followUp.evidence, value: [t.followUp.evidenceKind[task.evidence.kind], task.evidence.reference].filter(Boolean).join(' · ') }] : []),
                { term: t.words.fileNumber, value: <span className="figure">{digits(task.file_number)}</span> },
              ]}
            />
            {task.stopped ? <Notice tone="warn"><p>{t.agency.stoppedWhy[task.stopped]}</p></Notice> : over ? <Notice><p>{t.agency.closed}</p></Notice> : (
              <div className="cluster">
                {task.state === 'assigned' ? <Button variant="primary" icon="check" onPress={() => setAct('accept')}>{t.agency.accept}</Button> : <Button variant="primary" icon="check" onPress={() => setAct('done')}>{t.agency.finish}</Button>}
                {task.state === 'assigned' ? null : <Button icon="edit" onPress={() => setAct('progress')}>{t.agency.progress}</Button>}
                <Button onPress={() => setDelegating(true)}>{t.followUp.delegate}</Button>
                <Button variant="quiet" onPress={() => setAct('decline')}>{t.agency.decline}</Button>
              </div>
            )}
            {task.state === 'assigned' && !task.stopped ? <p className="faint">{t.agency.openFirst}</p> : null}
          </div>
        </Card>
        <Card title={t.agency.progressTitle}>
          {task.progress.length === 0 ? <Empty icon="history" title={t.agency.noProgress} /> : (
            <Timeline items={[...task.progress].reverse().map((p, i) => ({ key: `${p.on.iso}-${i}`, title: p.note ?? '', at: p.on }))} />
          )}
        </Card>
      </div>
      <Dialog title={t.followUp.delegate} open={delegating} onClose={() => setDelegating(false)}>
        {delegating ? <DelegateForm task={task} onClose={() => setDelegating(false)} /> : null}
      </Dialog>
      <Dialog title={act ? wordsOf(act).title : ''} open={act !== null} onClose={() => setAct(null)}>
        {act ? <ActForm task={task} act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </Page>
  );
}

/** The agency's lists are the way to a task; pages are read until it is found. */
async function findTask(id: string): Promise<Task> {
  let cursor: string | null = null;
  do {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const page: Paged<Task> = await api.get<Paged<Task>>('/tasks', { limit: 100, cursor });
    const found = page.items.find((task) => task.task_id === id);
    if (found) return found;
    cursor = page.next ?? null;
  } while (cursor);
  throw new ApiProblem(404, { code: 'not_found' });
}

/** One task, found in the agency's own lists. */
export function TaskPage() {
  const { task: id } = useParams({ from: '/shell/agency/tasks/$task' });
  const task = useQuery<Task, ApiProblem>({ queryKey: ['/tasks', { task: id }], queryFn: () => findTask(id), meta: { streams: ['family'] } });
  return <Loaded query={task}>{(found) => <OneTask task={found} />}</Loaded>;
}
