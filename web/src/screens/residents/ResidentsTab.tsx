import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Checkbox, Chip, Dialog, Disclosure, Empty, Form, Loaded, Notice, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { Content } from './Content.tsx';
import type { Draft } from './types.ts';
import './residents.css';

const linesOf = ({ actions = [], plans = [], duties = [], approvals = [] }: Draft['next']): number => actions.length + plans.length + duties.length + approvals.length;

function Publish({ id, draft, onClose }: { id: string; draft: Draft; onClose: () => void }) {
  const words = t.residents;
  const before = draft.versions[0]?.page.office;
  const [address, setAddress] = useState(before?.address ?? '');
  const [hours, setHours] = useState(before?.hours ?? '');
  const [without, setWithout] = useState(false);
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${id}/residents-page`, { onDone: () => { toast(words.published); onClose(); } });
  return (
    <Dialog title={words.publish} open onClose={onClose} wide>
      <Form
        label={words.publish}
        submitLabel={words.publish}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ published_on: !on && t.common.dateMissing })}
        onSubmit={() => void send.send({ address: address.trim() || null, hours: hours.trim() || null, without_duties: without, published_on: on, after_version: draft.versions[0]?.version ?? 0 })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <p className="soft">{words.publishHelp}</p>
        <TextField name="address" label={words.address} help={words.addressHelp} maxLength={200} optional value={address} onChange={setAddress} />
        <TextField name="hours" label={words.hours} maxLength={200} optional value={hours} onChange={setHours} />
        <Checkbox name="without_duties" checked={without} onChange={setWithout}>{words.withoutDuties}</Checkbox>
        <DateField name="published_on" label={words.publishedOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

function Withdraw({ id, onClose }: { id: string; onClose: () => void }) {
  const words = t.residents;
  const [reason, setReason] = useState('');
  const send = useCommand<object>(`/neighborhoods/${id}/residents-page/withdrawal`, { onDone: () => { toast(words.withdrawnToast); onClose(); } });
  return (
    <Dialog title={words.withdraw} open onClose={onClose}>
      <Form
        label={words.withdraw}
        submitLabel={words.withdraw}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ reason: !reason.trim() && t.common.required })}
        onSubmit={() => void send.send({ reason: reason.trim(), withdrawn_on: today() })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <TextArea name="reason" label={words.reason} help={words.reasonHelp} rows={3} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}

/** What the residents' page would say, what was published, and taking it back. */
export function ResidentsTab({ id }: { id: string }) {
  const words = t.residents;
  const found = useApi<Draft>(`/neighborhoods/${id}/residents-page`, { streams: ['neighborhood', 'office'] });
  const [open, setOpen] = useState<'publish' | 'withdraw' | null>(null);
  return (
    <Loaded query={found}>
      {(draft) => {
        const last = draft.versions[0];
        const stands = last && !last.withdrawn_on;
        const empty = linesOf(draft.next) === 0;
        return (
          <div className="stack">
            <Card
              title={words.tab}
              actions={
                <>
                  {stands ? <Button small variant="quiet" onPress={() => setOpen('withdraw')}>{words.withdraw}</Button> : null}
                  {empty ? null : <Button small icon="send" onPress={() => setOpen('publish')}>{stands ? words.publishNext : words.publish}</Button>}
                </>
              }
            >
              <div className="stack-tight">
                <p className="soft">{words.tabHelp}</p>
                {stands ? <p><Chip tone="good">{words.stands(num(last.version), formatDate(last.published_on))}</Chip> <Link to="/residents/$id" params={{ id }}>{words.openPage}</Link></p> : <p><Chip>{last ? words.gone(formatDate(last.withdrawn_on ?? last.published_on)) : words.never}</Chip></p>}
              </div>
            </Card>
            {draft.left_out.length > 0 ? (
              <Notice tone="warn" title={words.leftOut(num(draft.left_out.length))}>
                <p>{words.leftOutHelp}</p>
                <ul className="list">{draft.left_out.map((one) => <li key={one.text}><bdi>{digits(one.text)}</bdi> · «{one.word}»</li>)}</ul>
              </Notice>
            ) : null}
            <Card title={words.preview}>
              {empty ? <Empty icon="document" title={words.nothing} /> : <div className="residents in-tab"><Content page={draft.next} /></div>}
            </Card>
            {draft.versions.length > 0 ? (
              <Card title={words.versions}>
                {draft.versions.map((one) => (
                  <Disclosure key={one.version} summary={<span>{words.version(num(one.version), formatDate(one.published_on))}{one.withdrawn_on ? ` · ${words.gone(formatDate(one.withdrawn_on))}` : ''}</span>}>
                    {one.withdrawn_because ? <p className="soft"><bdi>{one.withdrawn_because}</bdi></p> : null}
                    <div className="residents in-tab"><Content page={one.page} /></div>
                  </Disclosure>
                ))}
              </Card>
            ) : null}
            {open === 'publish' ? <Publish id={id} draft={draft} onClose={() => setOpen(null)} /> : null}
            {open === 'withdraw' ? <Withdraw id={id} onClose={() => setOpen(null)} /> : null}
          </div>
        );
      }}
    </Loaded>
  );
}
