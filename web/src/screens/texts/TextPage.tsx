import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { titleOf } from '@/screens/family/data.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Dialog, Form, LinkButton, Loaded, Notice, Page, PaperHead, PrintButton, TextArea, errorsOf, toast } from '@/ui/index.ts';
import type { TextView } from './types.ts';

function Withdraw({ text, onClose }: { text: TextView; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<{ reason: string; withdrawn_on: string | null }>(`/approved-texts/${text.id}/withdraw`, {
    onDone: () => {
      toast(t.texts.withdrawDone);
      onClose();
    },
  });
  return (
    <Form
      label={t.texts.withdraw}
      submitLabel={t.texts.withdraw}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => errorsOf({ reason: !reason.trim() && t.common.required, withdrawn_on: !on && t.common.dateMissing })}
      onSubmit={() => void send.send({ reason: reason.trim(), withdrawn_on: on })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <p className="soft">{t.texts.withdrawHelp}</p>
      <TextArea name="reason" label={t.texts.reason} rows={3} value={reason} onChange={setReason} />
      <DateField name="withdrawn_on" label={t.texts.withdrawnOn} value={on} onChange={setOn} max={today()} min={text.approved_on.iso} />
    </Form>
  );
}

/** Paragraphs as they were written; an empty line parts them. */
const paragraphs = (body: string): string[] => body.split(/\n\s*\n/).filter((part) => part.trim() !== '');

function Body({ text }: { text: TextView }) {
  const publishes = hasRole(useUser(), 'administrator');
  const [withdrawing, setWithdrawing] = useState(false);
  const newest = text.versions[0]?.version ?? text.version;
  const title = titleOf(text.title);
  return (
    <Page
      title={title}
      back={{ label: t.texts.back, to: '/texts' }}
      subtitle={<span className="cluster"><Chip>{t.texts.kind[text.kind]}</Chip><Chip>{t.texts.version(num(text.version))}</Chip>{t.texts.approved(text.approved_by, formatDate(text.approved_on))}</span>}
      actions={<span className="cluster">{publishes && !text.withdrawn_on && text.version === newest ? <><LinkButton to="/texts/$id/edit" params={{ id: text.id }} icon="edit">{t.texts.edit}</LinkButton><Button variant="quiet" onPress={() => setWithdrawing(true)}>{t.texts.withdraw}</Button></> : null}<PrintButton /></span>}
    >
      <PaperHead what={title} />
      {text.withdrawn_on ? <Notice tone="warn" title={t.texts.withdrawn(formatDate(text.withdrawn_on))}><p><bdi>{text.withdrawn_because}</bdi></p></Notice> : null}
      {text.version < newest ? <Notice title={t.texts.notNewest} /> : null}
      <Card>
        <div className="stack prose" dir="auto">
          {/* Paragraphs have no names of their own, and never change places. */}
          {/* oxlint-disable-next-line react/no-array-index-key */}
          {paragraphs(text.body).map((part, at) => <p key={at}>{part}</p>)}
        </div>
      </Card>
      {text.versions.length > 1 ? (
        <Card title={t.texts.earlier}>
          <ul className="list">
            {text.versions.map((one) => <li key={one.version}><Link to="/texts/$id" params={{ id: text.id }} search={{ version: one.version }}>{t.texts.version(num(one.version))}</Link> <span className="soft">{t.texts.approved(one.approved_by, formatDate(one.approved_on))}</span></li>)}
          </ul>
        </Card>
      ) : null}
      <Dialog title={t.texts.withdraw} open={withdrawing} onClose={() => setWithdrawing(false)}>
        {withdrawing ? <Withdraw text={text} onClose={() => setWithdrawing(false)} /> : null}
      </Dialog>
    </Page>
  );
}

/** One approved text, in the version asked for. */
export function TextPage() {
  const { id } = useParams({ from: '/shell/texts/$id' });
  const { version } = useSearch({ from: '/shell/texts/$id' });
  const text = useApi<TextView>(`/approved-texts/${id}`, { query: { version }, streams: ['settings'] });
  return <Loaded query={text}>{(found) => <Body text={found} />}</Loaded>;
}
