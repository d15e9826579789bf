import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Confirm, Dialog, Empty, Facts, Form, LinkButton, Loaded, Page, Pager, ProblemNote, TextArea, errorsOf, toast } from '@/ui/index.ts';
import { STATE_TONES, useErasures, whatOf } from './data.ts';
import type { ErasureView } from './types.ts';

type DecisionProps = { one: ErasureView; onClose: () => void };

function Approve({ one, onClose }: DecisionProps) {
  const approve = useCommand<object>(`/erasures/${one.id}/approve`, {
    onDone: () => {
      toast(t.erasure.approved);
      onClose();
    },
  });
  return (
    <Confirm title={t.erasure.approveOf(digits(one.file_number))} open confirmLabel={t.erasure.approve} danger pending={approve.pending} onConfirm={() => void approve.send({})} onClose={onClose}>
      <p><span className="strong">{whatOf(one)}</span> · {t.erasure.ground[one.ground]}</p>
      <p className="soft">{t.erasure.approveHelp}</p>
      <ProblemNote problem={approve.problem} />
    </Confirm>
  );
}

function Refuse({ one, onClose }: DecisionProps) {
  const [reason, setReason] = useState('');
  const refuse = useCommand<{ reason: string }>(`/erasures/${one.id}/refuse`, {
    onDone: () => {
      toast(t.erasure.refused);
      onClose();
    },
  });
  return (
    <Dialog title={t.erasure.refuse} open onClose={onClose}>
      <p><span className="strong">{t.words.fileNumber} {digits(one.file_number)}</span> · {whatOf(one)}</p>
      <Form
        label={t.erasure.refuse}
        submitLabel={t.erasure.refuse}
        pending={refuse.pending}
        problem={refuse.problem}
        fieldErrors={refuse.fieldErrors}
        validate={() => errorsOf({ reason: !reason.trim() && t.common.required })}
        onSubmit={() => void refuse.send({ reason: reason.trim() })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <TextArea name="reason" label={t.erasure.refuseReason} help={t.erasure.refuseHelp} rows={3} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}

function Request({ one, onApprove, onRefuse }: { one: ErasureView; onApprove: () => void; onRefuse: () => void }) {
  return (
    <li className="card stack-tight">
      <div className="spread">
        <h2>{t.words.fileNumber} <bdi>{digits(one.file_number)}</bdi></h2>
        <Chip tone={STATE_TONES[one.state]}>{t.erasure.state[one.state]}</Chip>
      </div>
      <Facts facts={[
        { term: t.erasure.what, value: whatOf(one) },
        { term: t.erasure.groundWord, value: t.erasure.ground[one.ground] },
        { term: t.erasure.center, value: one.center?.name },
        { term: t.erasure.requestedOn, value: formatDate(one.requested_on) },
        { term: t.erasure.requestedBy, value: one.requested_by.name },
        { term: t.erasure.decidedOn, value: one.decided_on ? formatDate(one.decided_on) : null },
        { term: t.erasure.decidedBy, value: one.decided_by?.name },
      ]} />
      {one.state === 'waiting' ? (
        <div className="cluster">
          <Button small variant="danger" onPress={onApprove} aria-label={t.erasure.approveOf(digits(one.file_number))}>{t.erasure.approve}</Button>
          <Button small variant="quiet" onPress={onRefuse} aria-label={`${t.erasure.refuse}: ${digits(one.file_number)}`}>{t.erasure.refuse}</Button>
        </div>
      ) : null}
      {one.state === 'erased' ? <div><LinkButton small variant="quiet" icon="document" to="/erasures/$id" params={{ id: one.id }}>{t.erasure.certificate}</LinkButton></div> : null}
    </li>
  );
}

/** Requests to forget, for the second person: file numbers, grounds and days, and never a file. */
export function AdministratorErasures() {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const requests = useErasures(null, cursors.at(-1) ?? null);
  const [decided, setDecided] = useState<{ one: ErasureView; how: 'approve' | 'refuse' } | null>(null);
  const close = () => setDecided(null);
  return (
    <Page title={t.erasure.requests} subtitle={t.erasure.adminHelp}>
      <Loaded query={requests}>
        {({ items, next }) => items.length === 0 ? <Card><Empty icon="archive" title={t.erasure.noRequests} /></Card> : (
          <>
            <ul className="cards grid">
              {items.map((one) => <Request key={one.id} one={one} onApprove={() => setDecided({ one, how: 'approve' })} onRefuse={() => setDecided({ one, how: 'refuse' })} />)}
            </ul>
            <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
          </>
        )}
      </Loaded>
      {decided?.how === 'approve' ? <Approve one={decided.one} onClose={close} /> : null}
      {decided?.how === 'refuse' ? <Refuse one={decided.one} onClose={close} /> : null}
    </Page>
  );
}
