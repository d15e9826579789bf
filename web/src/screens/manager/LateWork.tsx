import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, type ActorRef, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, type ServerDate } from '@/lib/dates.ts';
import { LookAgain, useLookFirst, type Described, type Seen } from '@/screens/family/Matches.tsx';
import { StoredView } from '@/screens/family/Attachments.tsx';
import { sizeWords } from '@/screens/family/size.ts';
import type { FileAttachment } from '@/screens/family/types.ts';
import { SaidFacts } from '@/screens/phone/SaidFacts.tsx';
import { Button, Card, Chip, Dialog, Empty, Facts, Form, Loaded, Notice, Page, ProblemNote, TextArea, errorsOf, toast } from '@/ui/index.ts';

type MediaType = FileAttachment['media_type'];
type Piece = {
  id: string; family_id: string; file_number: string; family_name: string | null; operation: string; part_id: string | null; why: 'handed_over' | 'clash' | 'refused' | 'device_revoked'; refusal: string | null;
  by: ActorRef; caseworker: NamedRef | null; happened_at: string; parked_at: ServerDate; state: 'waiting' | 'settled' | 'forgotten';
};
type Words = Piece & { body: Record<string, unknown> | null; address_body: Record<string, unknown> | null; file: { media_type: MediaType; size_bytes: number } | null };

const operations = (): Record<string, string> => t.phone.operations;
const eventWords = (): Record<string, string> => t.family.event;
const fieldTime = (text: string): string => (text.length > 10 ? formatInstant(text) : formatDate(text));

/** The file that waits with the work: nothing of it is opened before somebody asks, and looking is recorded. */
function LateFile({ path, file, title }: { path: string; file: { media_type: MediaType; size_bytes: number }; title: string }) {
  const [look, setLook] = useState(false);
  return (
    <div className="stack-tight">
      <Facts facts={[{ term: t.family.mediaTypeWord, value: t.family.mediaType[file.media_type] }, { term: t.family.fileSize, value: sizeWords(file.size_bytes) }]} />
      {look ? <StoredView path={path} mediaType={file.media_type} title={title} /> : <div><Button small icon="eye" onPress={() => setLook(true)}>{t.manager.late.seeFile}</Button></div>}
    </div>
  );
}

/** The member that a piece of work describes, for the look before it is recorded. */
function describedIn(body: Record<string, unknown> | null | undefined): Described {
  const text = (name: string): string | null => (typeof body?.[name] === 'string' ? body[name] : null);
  return { given_name: text('given_name'), family_name: text('family_name'), father_name: text('father_name'), national_id: text('national_id'), birth_date: text('birth_date'), phone: text('phone') };
}

function Review({ piece, onClose }: { piece: Piece; onClose: () => void }) {
  const path = `/families/${piece.family_id}/late-work/${piece.id}`;
  const words = useApi<Words>(path);
  const [reason, setReason] = useState('');
  const [aside, setAside] = useState(false);
  const settle = useCommand<{ outcome: 'record' | 'set_aside'; reason?: string; over_sequence?: number } & Seen>(`${path}/settle`, {
    onDone: () => {
      toast(aside ? t.manager.late.wasSetAside : t.manager.late.recorded);
      onClose();
    },
  });
  // What was written meanwhile by somebody else: named, and replaced only by somebody who was told of it.
  const newer = settle.problem?.code === 'changed_meanwhile' ? settle.problem.params : null;
  const over = typeof newer?.['sequence'] === 'number' ? newer['sequence'] : null;
  const look = useLookFirst({ search: describedIn(words.data?.body), seen: [piece.family_id], problem: settle.problem });
  return (
    <Dialog title={operations()[piece.operation] ?? piece.operation} open onClose={onClose} wide>
      <Loaded query={words} rows={3}>
        {(found) => {
          const body = found.body ?? found.address_body;
          return (
            <div className="stack">
              <p className="soft">{t.manager.late.recordText}</p>
              {body ? <SaidFacts command={body} file={null} /> : <p>{t.manager.late.hidden}</p>}
              {found.file ? <LateFile path={`${path}/file`} file={found.file} title={typeof body?.['title'] === 'string' ? body['title'] : ''} /> : piece.operation === 'add_attachment' ? <Notice tone="warn"><p>{t.manager.late.noFile}</p></Notice> : null}
              {aside ? (
                <Form label={t.manager.late.setAside} submitLabel={t.manager.late.setAside} pending={settle.pending} problem={settle.problem} fieldErrors={settle.fieldErrors} validate={() => errorsOf({ reason: !reason.trim() && t.common.required })} onSubmit={() => void settle.send({ outcome: 'set_aside', reason })}>
                  <TextArea name="reason" label={t.manager.late.reason} value={reason} onChange={setReason} />
                </Form>
              ) : (
                <>
                  <ProblemNote problem={over !== null || settle.problem?.code === 'likely_registered' ? null : settle.problem} />
                  <LookAgain of={look} onSave={(seen) => void settle.send({ outcome: 'record', ...seen })} />
                  {over === null ? null : (
                    <Notice tone="warn">
                      <p>{t.manager.late.newer(eventWords()[String(newer?.['type'])] ?? '')}</p>
                      <p><Link to="/families/$id" params={{ id: piece.family_id }} search={{}}>{t.manager.openFile}</Link></p>
                    </Notice>
                  )}
                  <div className="cluster">
                    {over === null ? <Button variant="primary" pending={settle.pending} onPress={() => void settle.send({ outcome: 'record' })}>{t.manager.late.record}</Button>
                      : <Button variant="danger" pending={settle.pending} onPress={() => void settle.send({ outcome: 'record', over_sequence: over })}>{t.manager.late.recordOver}</Button>}
                    <Button onPress={() => setAside(true)}>{t.manager.late.setAside}</Button>
                  </div>
                </>
              )}
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

/** Work of caseworkers that arrived late and was not simply added: each piece waits for the manager. */
export function LateWork() {
  const pieces = useApi<Paged<Piece>>('/late-work', { streams: ['family'] });
  const [open, setOpen] = useState<Piece | null>(null);
  return (
    <Page title={t.manager.late.title} subtitle={t.manager.late.text}>
      <Loaded query={pieces} rows={4}>
        {({ items }) =>
          items.length === 0 ? <Empty title={t.manager.late.empty} icon="check" /> : (
            <ul className="list stack">
              {items.map((piece) => (
                <li key={piece.id}>
                  <Card>
                    <div className="stack-tight">
                      <p className="cluster">
                        <span className="strong">{operations()[piece.operation] ?? piece.operation}</span>
                        <bdi>{piece.family_name ?? digits(piece.file_number)}</bdi>
                        <Chip tone="warn">{piece.refusal === 'likely_registered' ? t.manager.lookAgain : t.manager.late.why[piece.why]}</Chip>
                      </p>
                      <p className="faint">{[piece.caseworker?.name ?? piece.by.name, t.manager.late.happened(fieldTime(piece.happened_at)), t.manager.late.arrived(formatInstant(piece.parked_at))].filter(Boolean).join(t.common.listComma)}</p>
                      <div><Button small onPress={() => setOpen(piece)}>{t.manager.late.open}</Button></div>
                    </div>
                  </Card>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {open ? <Review piece={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}
