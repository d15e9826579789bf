import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoicesField, Chip, Dialog, Disclosure, Form, Icon, Loaded, errorsOf } from '@/ui/index.ts';
import { mayEnroll, type Basis, type WomanPathway } from './pathway.ts';
import { standingWord } from './words.ts';
import './pathway.css';

function EnrollForm({ file, woman, onClose }: { file: FamilyFile; woman: WomanPathway; onClose: () => void }) {
  const words = t.pathway;
  const [met, setMet] = useState<string[]>(() => woman.eligibility.filter((one) => one.met === true).map((one) => one.code));
  const [on, setOn] = useState<string | null>(today());
  const enroll = useFamilyCommand<Record<string, unknown>>(file, '/pathways', { backTo: null, onDone: onClose });
  const options = woman.eligibility.map((one) => ({
    value: one.code as string,
    label: one.needed ? `${words.criterion[one.code]} (${words.needed})` : words.criterion[one.code],
    // What the file says nobody says otherwise here.
    disabled: one.met !== null,
    ...(one.met === null ? {} : { help: one.met ? words.byFile : words.deniedByFile }),
  }));
  return (
    <Form
      label={words.enroll}
      submitLabel={words.enroll}
      pending={enroll.pending}
      problem={enroll.problem}
      fieldErrors={enroll.fieldErrors}
      validate={() => errorsOf({ criteria: !mayEnroll(woman.eligibility, met) && words.criteriaHelp, enrolled_on: !on && t.common.dateMissing })}
      onSubmit={() => void enroll.send({ member_id: woman.member.id, criteria_version: woman.criteria_version, criteria: met, enrolled_on: on })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <ChoicesField name="criteria" label={words.criteria} help={words.criteriaHelp} options={options} value={met} onChange={setMet} />
      <DateField name="enrolled_on" label={words.enrolledOn} value={on} onChange={setOn} max={today()} min={file.identified_on.iso} />
    </Form>
  );
}

function Ground({ one }: { one: Basis }) {
  const words = useVocabulary();
  const what = one.kind === 'service' && one.code ? words.kind(one.code) : one.title;
  return <li>{t.pathway.basis[one.kind]}{what ? <>: <bdi>{what}</bdi></> : null} · <span className="soft">{formatDate(one.happened_on)}</span></li>;
}

/** Grounds shown at once; the rest opens. */
const SHOWN = 3;

function Steps({ woman }: { woman: WomanPathway }) {
  const words = t.pathway;
  return (
    <ol className="pathway">
      {woman.steps.map(({ step, reached_on, rests_on }) => (
        <li key={step} className={reached_on ? 'reached' : undefined} aria-current={woman.standing === step ? 'step' : undefined}>
          <p className="cluster">
            <Icon name={reached_on ? 'check' : 'clock'} size={16} />
            <span className={reached_on ? 'strong' : 'soft'}>{words.step[step]}</span>
            <span className="soft">{reached_on ? formatDate(reached_on) : words.notYet}</span>
          </p>
          {rests_on.length > 0 ? <ul className="list faint">{rests_on.slice(0, SHOWN).map((one, n) => <Ground key={`${one.kind}-${one.happened_on.iso}-${n}`} one={one} />)}</ul> : null}
          {rests_on.length > SHOWN ? <Disclosure summary={`${words.restsOn} (${words.grounds(num(rests_on.length))})`}><ul className="list faint">{rests_on.slice(SHOWN).map((one, n) => <Ground key={`${one.kind}-${one.happened_on.iso}-${n}`} one={one} />)}</ul></Disclosure> : null}
        </li>
      ))}
    </ol>
  );
}

function Woman({ file, woman, work, act }: { file: FamilyFile; woman: WomanPathway; work: boolean; act: (action: Action) => void }) {
  const words = t.pathway;
  const [enrolling, setEnrolling] = useState(false);
  const base = `/pathways/${woman.member.id}`;
  const last = woman.words.at(-1);
  const enrolled = woman.words.some((one) => one.kind === 'enrolled');
  const day = (name: string) => ({ name, label: words.onDay, ...(last ? { min: last.happened_on.iso } : {}) });
  return (
    <li className="card stack">
      <div className="spread">
        <h3><bdi>{woman.member.name ?? t.family.nameErased}</bdi></h3>
        <span className="cluster"><Chip tone={woman.standing === 'empowered' ? 'good' : woman.standing === 'left' ? 'warn' : 'info'}>{standingWord(woman.standing)}</Chip><span className="soft">{words.since(formatDate(woman.since))}</span></span>
      </div>
      <Steps woman={woman} />
      {woman.words.length > 0 ? (
        <Disclosure summary={words.history}>
          <ul className="list stack-tight">
            {woman.words.map((one, n) => (
              <li key={`${one.kind}-${one.happened_on.iso}-${n}`}>
                <span className="strong">{words.said[one.kind]}</span> · <span className="soft">{formatDate(one.happened_on)}</span>
                {one.reason ? <> · {words.reason[one.reason]}</> : null}{one.words ? <>: <bdi>{one.words}</bdi></> : null}
                {one.criteria.length > 0 ? <p className="faint">{words.criteriaOf(digits(one.criteria_version ?? 1))}: {one.criteria.map((code) => words.criterion[code]).join(t.common.listComma)}</p> : null}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
      {work ? (
        <div className="cluster">
          {enrolled ? null : <Button small icon="add" onPress={() => setEnrolling(true)}>{words.enroll}</Button>}
          {woman.runs ? (
            <>
              <Button small icon="check" onPress={() => act({ title: words.complete, path: `${base}/complete`, text: { name: 'reason', label: words.completeHelp, required: true }, day: day('completed_on') })}>{words.complete}</Button>
              <Button small variant="quiet" onPress={() => act({ title: words.leave, path: `${base}/leave`, choice: { name: 'reason', label: words.leaveReason, options: words.reason }, text: { name: 'note', label: words.note, help: words.noteHelp }, day: day('left_on') })}>{words.leave}</Button>
            </>
          ) : enrolled ? <Button small icon="history" onPress={() => act({ title: words.resume, path: `${base}/resume`, explain: words.resumeHelp, text: { name: 'note', label: words.note }, day: day('resumed_on') })}>{words.resume}</Button> : null}
        </div>
      ) : null}
      {enrolling ? <Dialog title={words.enroll} open onClose={() => setEnrolling(false)} wide><EnrollForm file={file} woman={woman} onClose={() => setEnrolling(false)} /></Dialog> : null}
    </li>
  );
}

/** The women of a family on their way to standing on their own feet. Nothing where no woman heads it. */
export function FamilyPathway({ file, work, act }: { file: FamilyFile; work: boolean; act: (action: Action) => void }) {
  const found = useApi<Paged<WomanPathway>>(`/families/${file.id}/pathways`, { streams: ['family', 'fund', 'activity'], enabled: !file.erased });
  if (file.erased || (found.data && found.data.items.length === 0)) return null;
  return (
    <section className="stack" aria-labelledby="part-pathway">
      <h2 id="part-pathway">{t.pathway.part}</h2>
      <p className="soft">{t.pathway.partHelp}</p>
      <Loaded query={found} rows={3}>{({ items }) => <ul className="cards">{items.map((one) => <Woman key={one.member.id} file={file} woman={one} work={work} act={act} />)}</ul>}</Loaded>
    </section>
  );
}
