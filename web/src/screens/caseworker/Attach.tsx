import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem, useUpload, type Committed } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, today } from '@/lib/dates.ts';
import { mediaTypeOf, reduced } from '@/lib/photo.ts';
import { canRecord, clock } from '@/lib/recorder.ts';
import { hasPhone, phone } from '@/phone/hint.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { FamilyScreen } from '@/screens/family/FamilyForm.tsx';
import { memberOptions, optionsOf } from '@/screens/family/options.ts';
import { sizeWords } from '@/screens/family/size.ts';
import type { AttachmentKind, FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, FileField, Form, Notice, SelectField, TextField, errorsOf, toast } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';
import { VoiceNote, useRecorder, useStanding } from './VoiceNote.tsx';

const BYTES_MAX = 5 * 1024 * 1024;
const IMAGES = ['image/jpeg', 'image/png', 'image/webp'];
const ACCEPTED = [...IMAGES, 'application/pdf', 'audio/ogg', 'audio/opus', 'audio/webm', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', '.ogg', '.opus', '.webm', '.mp3', '.m4a'];
/** What the telephone's own recorder makes. */
const SOUNDS = ['audio/*'];
const FAMILY = 'family';

type Draft = { kind: AttachmentKind | null; title: string; whose: string; received_on: string | null };
type Facts = { kind: AttachmentKind | null; title: string; member_id: string | null; received_on: string | null };

function AttachForm({ file }: { file: FamilyFile }) {
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`attach:${file.id}`, { kind: null, title: '', whose: FAMILY, received_on: today() });
  const { value, set, clear } = draft;
  const [picked, setPicked] = useState<File | null>(null);
  const [stopped, setStopped] = useState(false);
  const [preparing, setPreparing] = useState(false);
  const kept = useRef(false);
  const done = useCallback((answer: Committed | 'kept') => {
    kept.current = true;
    clear();
    // What arrived directly is to be in the phone's file as well.
    if (answer !== 'kept' && hasPhone()) void phone().then(({ syncNow }) => syncNow());
    toast(answer === 'kept' ? t.phone.kept : t.caseworker.attach.saved);
    void navigate({ to: '/families/$id', params: { id: file.id }, search: { tab: 'attachments' } });
  }, [clear, navigate, file.id]);
  const keep = useCallback(async (command: object & { command_id: string }, picked: Blob, perhaps: boolean): Promise<boolean> => {
    if (!hasPhone()) return false;
    const type = mediaTypeOf(new Uint8Array(await picked.slice(0, 16).arrayBuffer()));
    if (type === null && (await phone()).isAway()) throw new ApiProblem(422, { code: 'invalid', errors: [{ field: 'file', rule: 'file_not_allowed', message: t.caseworker.attach.notTaken }] });
    return (await phone()).keepFile({ family: file.id, command: { ...command }, file: new Blob([picked], { type: type ?? '' }), perhaps });
  }, [file.id]);
  const upload = useUpload<Facts, Committed>(`/families/${file.id}/attachments`, done, keep);
  const { status } = usePhone();
  const words = t.caseworker.attach;
  const recorder = useRecorder(BYTES_MAX);
  const voice = useStanding(recorder);
  const { renew } = upload;
  const recorded = useMemo(() => (voice.sound ? new File([voice.sound], t.caseworker.voice.name(digits(clock(recorder.seconds()))), { type: voice.sound.type }) : null), [voice.sound, recorder]);
  // Another sound is another wish.
  useEffect(() => {
    if (recorded) renew();
  }, [recorded, renew]);
  const chosen = recorded ?? picked;
  const tooLarge = chosen !== null && chosen.size > BYTES_MAX;
  const hasVoice = voice.stage === 'recording' || voice.stage === 'paused' || voice.stage === 'done';
  // What was chosen for a file, or stood in a draft, says nothing of a sound that is recorded now.
  const [soundKind, setSoundKind] = useState<AttachmentKind | null>('voice_note');
  const kind = hasVoice ? soundKind : value.kind;
  const speaking = voice.stage === 'recording' || voice.stage === 'paused';
  // Without a network nobody else says so before it is sent.
  const unagreed = status.mode === 'open' && status.ended === 'unreachable' && file.consent !== 'given' && kind !== null && kind !== 'consent_form' && !status.rows.some((row) => row.work.family_id === file.id && row.work.operation === 'give_consent');
  const percent = Math.round(upload.progress * 100);

  const send = async (picked: File) => {
    setStopped(false);
    await upload.send({ kind, title: value.title, member_id: value.whose === FAMILY ? null : value.whose, received_on: value.received_on }, picked);
  };

  return (
    <Card>
      <Restored draft={draft} />
      <Form
        label={t.family.attach}
        submitLabel={words.send}
        pending={upload.pending}
        problem={upload.problem}
        fieldErrors={upload.fieldErrors}
        validate={() => errorsOf({ file: speaking ? t.caseworker.voice.stopFirst : !chosen ? words.missing : tooLarge && words.tooLarge, kind: !kind && t.common.required, title: !value.title.trim() && t.common.required, received_on: !value.received_on && t.common.dateMissing })}
        onSubmit={() => {
          if (chosen) void send(chosen);
        }}
        actions={upload.pending ? (
          <Button
            variant="quiet"
            onPress={() => {
              setStopped(true);
              upload.cancel();
            }}
          >
            {words.cancel}
          </Button>
        ) : undefined}
      >
        <FileField
          name="file"
          label={words.file}
          help={hasVoice ? words.soundFirst : words.help}
          accept={ACCEPTED}
          camera={IMAGES}
          chooseLabel={chosen ? words.another : words.choose}
          cameraLabel={words.photograph}
          // Where the app cannot record by itself, the telephone's recorder may.
          sound={voice.trouble !== null || !canRecord() ? SOUNDS : undefined}
          soundLabel={words.record}
          chosen={chosen ? { name: chosen.name, size: sizeWords(chosen.size) } : null}
          error={tooLarge ? words.tooLarge : undefined}
          // What was recorded is thrown away by a button of its own, not by another choice.
          disabled={upload.pending || preparing || voice.stage !== 'idle'}
          onChange={(picked) => {
            setPreparing(true);
            void reduced(picked).then((ready) => {
              setPicked(ready);
              if (value.kind === 'voice_note' && IMAGES.includes(ready.type)) set({ kind: null });
              setPreparing(false);
              upload.renew();
            });
          }}
        />
        {picked && !recorded && canRecord() ? (
          <div>
            <Button
              small
              variant="quiet"
              isDisabled={upload.pending || preparing}
              onPress={() => {
                setPicked(null);
                renew();
              }}
            >
              {words.withoutFile}
            </Button>
          </div>
        ) : null}
        {canRecord() ? (
          <VoiceNote
            recorder={recorder}
            disabled={upload.pending || preparing}
            fileChosen={picked !== null}
            onDiscard={() => {
              setSoundKind('voice_note');
              renew();
            }}
            isKept={() => kept.current}
          />
        ) : null}
        <SelectField name="kind" label={words.kind} options={optionsOf(t.family.attachmentKind)} value={kind} onChange={(kind) => (hasVoice ? setSoundKind(kind) : set({ kind }))} />
        <TextField name="title" label={words.title} help={words.titleHelp} value={value.title} onChange={(title) => set({ title })} maxLength={200} />
        <SelectField name="member_id" label={words.whose} help={words.whoseHelp} options={[{ value: FAMILY, label: t.family.wholeFamily }, ...memberOptions(file)]} value={value.whose} onChange={(whose) => set({ whose })} />
        <DateField name="received_on" label={t.family.receivedOn} value={value.received_on} onChange={(received_on) => set({ received_on })} max={today()} />
        {upload.pending ? (
          <div className="stack-tight" role="status">
            <progress className="upload-progress" max={100} value={percent} aria-label={words.sending(num(percent))} />
            <p className="soft">{percent < 100 ? words.sending(num(percent)) : words.arrived}</p>
          </div>
        ) : null}
        {unagreed ? <Notice tone="warn"><p>{words.noConsent}</p></Notice> : null}
        {stopped && !upload.pending ? <Notice title={words.stopped} /> : null}
      </Form>
    </Card>
  );
}

/** Put a file into the case. */
export function Attach() {
  const { id } = useParams({ from: '/shell/families/$id/attach' });
  return <FamilyScreen id={id} title={t.family.attach} held>{(file) => <AttachForm file={file} />}</FamilyScreen>;
}
