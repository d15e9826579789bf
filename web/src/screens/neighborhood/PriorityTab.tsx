import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Dialog, Disclosure, Empty, Form, Meter, Notice, Row, SelectField, Table, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { titleOf, withUnit, type Named } from './data.ts';
import { LevelChip } from './Level.tsx';
import { LEVELS, type Case, type Computation, type GroupScore, type Input, type Level, type Priority } from './types.ts';

/** One group: its score and what it was computed from. */
function GroupOf({ group, names }: { group: GroupScore; names: Named }) {
  const words = t.neighborhood;
  return (
    <Disclosure summary={<span className="cluster">{words.group[group.group]}<Chip>{words.ofThousand(num(group.score))}</Chip><small className="soft">{words.weight} {num(group.weight)}</small></span>}>
      <div className="stack-tight">
        <Table<Input>
          caption={words.group[group.group]}
          rows={group.inputs.toSorted((a, b) => b.need * b.weight - a.need * a.weight)}
          rowKey={(row) => row.indicator}
          columns={[
            { key: 'indicator', label: words.input, header: true, cell: (row) => names.name(row.indicator) },
            { key: 'value', label: words.inputValue, cell: (row) => <bdi>{withUnit(row.value_thousandths / 1000, names.unit(row.indicator))}</bdi> },
            { key: 'known', label: words.known, cell: (row) => (row.counted ? words.fromOffice : words.fromSource) },
            { key: 'weight', label: words.weight, numeric: true, cell: (row) => num(row.weight) },
            { key: 'need', label: words.need, numeric: true, cell: (row) => num(row.need) },
          ]}
        />
        {group.missing.length > 0 ? <p className="soft">{words.missing} {group.missing.map(names.name).join(t.common.listComma)}</p> : null}
      </div>
    </Disclosure>
  );
}

function Explained({ computed, names }: { computed: Computation; names: Named }) {
  const words = t.neighborhood;
  return (
    <div className="stack">
      <p><bdi>{titleOf(computed.explanation)}</bdi></p>
      <Meter value={computed.score} max={1000} label={words.score} text={words.ofThousand(num(computed.score))} />
      <p className="cluster"><Chip>{words.ruleVersion(num(computed.rule_version))}</Chip><Chip>{words.profileVersion(num(computed.profile_version))}</Chip></p>
      {computed.groups.map((group) => <GroupOf key={group.group} group={group} names={names} />)}
    </div>
  );
}

const RULE = 'rule';

function PriorityForm({ found, computed, onClose }: { found: Case; computed: Computation; onClose: () => void }) {
  const words = t.neighborhood;
  const again = found.priorities.length > 0;
  const [given, setGiven] = useState<Level | typeof RULE>(RULE);
  const [reason, setReason] = useState('');
  const [cause, setCause] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${found.id}/priority`, { onDone: () => { toast(words.wasSet); onClose(); } });
  const overrides = given !== RULE && given !== computed.level;
  return (
    <Dialog title={again ? words.setAgain : words.set} open onClose={onClose}>
      <Form
        label={words.set}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ set_on: !on && t.common.dateMissing, cause: again && !cause.trim() && t.common.required, 'override.reason': overrides && !reason.trim() && t.common.required })}
        onSubmit={() => void send.send({ set_on: on, ...(cause.trim() ? { cause: cause.trim() } : {}), ...(overrides ? { override: { level: given, reason: reason.trim() } } : {}) })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <p><bdi>{titleOf(computed.explanation)}</bdi></p>
        <SelectField name="override.level" label={words.given} options={[{ value: RULE, label: words.byRule(words.level[computed.level]) }, ...LEVELS.filter((level) => level !== computed.level).map((level) => ({ value: level, label: words.level[level] }))]} value={given} onChange={setGiven} />
        {overrides ? <TextArea name="override.reason" label={words.overrideReason} rows={3} maxLength={2000} value={reason} onChange={setReason} /> : null}
        {again ? <TextField name="cause" label={words.cause} help={words.causeHelp} value={cause} onChange={setCause} /> : null}
        <DateField name="set_on" label={words.on} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

function ApprovalForm({ found, onClose }: { found: Case; onClose: () => void }) {
  const words = t.neighborhood;
  const [body, setBody] = useState(found.approval?.body ?? '');
  const [number, setNumber] = useState(found.approval?.number ?? '');
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${found.id}/approval`, { onDone: () => { toast(words.wasApproved); onClose(); } });
  return (
    <Dialog title={words.approve} open onClose={onClose}>
      <Form label={words.approve} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ body: !body.trim() && t.common.required, approved_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ body: body.trim(), ...(number.trim() ? { number: number.trim() } : {}), approved_on: on })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <TextField name="body" label={words.approveBody} maxLength={200} value={body} onChange={setBody} />
        <TextField name="number" label={words.approveNumber} optional maxLength={64} value={number} onChange={setNumber} />
        <DateField name="approved_on" label={words.approvedOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

function HistoryRow({ one }: { one: Priority }) {
  const words = t.neighborhood;
  return (
    <Row
      who={one.before ? words.changedFrom(words.level[one.before], words.level[one.level]) : `${words.firstTime}: ${words.level[one.level]}`}
      what={[one.cause, one.override_reason ? `${words.overrideReason}: ${one.override_reason}` : null].filter(Boolean).join(' · ') || titleOf(one.computed.explanation)}
      aside={<><small className="soft">{formatDate(one.set_on)}</small><Chip>{words.ruleVersion(num(one.computed.rule_version))}</Chip></>}
    />
  );
}

/** The priority that holds with its explanation; what the rule says today; the history. */
export function PriorityTab({ found, names }: { found: Case; names: Named }) {
  const words = t.neighborhood;
  const [open, setOpen] = useState<'priority' | 'approval' | null>(null);
  const close = () => setOpen(null);
  const held = found.priorities[0];
  const { computed } = found;
  const moved = held && computed && (held.computed.rule_version !== computed.rule_version || held.computed.profile_version !== computed.profile_version);
  return (
    <div className="stack">
      <Card title={words.tab.priority} actions={found.may.prioritize && computed ? <Button small icon="flag" onPress={() => setOpen('priority')}>{held ? words.setAgain : words.set}</Button> : null}>
        {held ? (
          <div className="stack">
            <p className="cluster"><LevelChip level={held.level} big /><span className="soft">{formatDate(held.set_on)}</span></p>
            {held.override_reason ? <Notice tone="warn" title={words.overridden}><p>{words.computedWas(words.level[held.computed.level])}</p><p><bdi>{held.override_reason}</bdi></p></Notice> : null}
            <Explained computed={held.computed} names={names} />
          </div>
        ) : <Empty icon="flag" title={words.noPriority} />}
      </Card>
      {!held || moved ? (
        <Card title={words.computedNow} actions={computed ? <LevelChip level={computed.level} /> : null}>
          <div className="stack">
            {moved ? <Notice tone="info" title={words.differs} /> : null}
            {computed ? <><p className="faint">{words.computedHelp}</p><Explained computed={computed} names={names} /></> : found.profiles.length === 0 ? <p className="soft">{words.noProfileYet}</p> : <p className="soft">{words.lacking} {found.lacking.map(names.name).join(t.common.listComma)}</p>}
          </div>
        </Card>
      ) : null}
      <Card title={words.approval} actions={found.may.prioritize ? <Button small icon="check" onPress={() => setOpen('approval')}>{words.approve}</Button> : null}>
        {found.approval ? <p><bdi>{words.approved(found.approval.body, formatDate(found.approval.approved_on))}</bdi>{found.approval.number ? <> · <bdi>{found.approval.number}</bdi></> : null}</p> : <p className="soft">{words.notApproved}</p>}
      </Card>
      {found.priorities.length > 0 ? <Card title={words.priorityHistory}><ul className="cards">{found.priorities.map((one) => <li key={one.number}><HistoryRow one={one} /></li>)}</ul></Card> : null}
      {open === 'priority' && computed ? <PriorityForm found={found} computed={computed} onClose={close} /> : null}
      {open === 'approval' ? <ApprovalForm found={found} onClose={close} /> : null}
    </div>
  );
}
