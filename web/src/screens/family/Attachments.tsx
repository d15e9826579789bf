import { useEffect, useState, type ReactNode } from 'react';
import { problemText, readFile, toProblem, type ApiProblem, type StoredFile } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { PendingFiles } from '@/screens/phone/PendingFiles.tsx';
import { Button, Card, Chip, Dialog, Empty, Facts, Skeleton, Sound, saveAs } from '@/ui/index.ts';
import { attachmentTitle } from './data.ts';
import { sizeWords } from './size.ts';
import type { FamilyFile, FileAttachment } from './types.ts';

const isImage = (one: FileAttachment): boolean => one.media_type.startsWith('image/');
const isSound = (one: FileAttachment): boolean => one.media_type.startsWith('audio/');

/** The bytes, read for this look and forgotten with it. */
function useBytes(path: string): { address: string | null; file: StoredFile | null; problem: ApiProblem | null } {
  const [file, setFile] = useState<StoredFile | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    readFile(path).then(
      (read) => {
        if (gone) return;
        made = URL.createObjectURL(read.blob);
        setFile(read);
        setAddress(made);
      },
      (error: unknown) => {
        if (!gone) setProblem(toProblem(error));
      },
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [path]);
  return { address, file, problem };
}

/** A stored file, read for this look. */
export function StoredView({ path, mediaType, title }: { path: string; mediaType: FileAttachment['media_type']; title: string }) {
  const { address, file, problem } = useBytes(path);
  if (problem) return <div className="error-summary" role="alert"><p className="strong">{problem.code === 'offline' ? t.family.fileNeedsNetwork : problemText(problem)}</p></div>;
  if (!address || !file) return <Skeleton rows={3} />;
  return (
    <div className="stack">
      {mediaType.startsWith('image/') ? <img className="attachment-view" src={address} alt={t.family.imageOf(title)} /> : null}
      {mediaType.startsWith('audio/') ? <Sound src={address} label={title} /> : null}
      <p className="soft">{t.family.saveFileWhy}</p>
      <div className="form-actions"><Button icon="document" onPress={() => saveAs(file)}>{t.family.saveFile}</Button></div>
    </div>
  );
}

function Attachment({ one, onView, actions }: { one: FileAttachment; onView: (one: FileAttachment) => void; actions?: ReactNode }) {
  const { removed, erased } = one;
  const gone = removed !== null || erased;
  const title = attachmentTitle(one);
  const word = isImage(one) ? t.family.view : isSound(one) ? t.family.listen : t.family.saveFile;
  return (
    <li className={gone ? 'card stack-tight struck' : 'card stack-tight'}>
      <div className="spread">
        <h3><bdi>{title}</bdi></h3>
        <span className="cluster">
          <Chip>{t.family.attachmentKind[one.kind]}</Chip>
          {removed ? <Chip tone="quiet">{t.family.takenOut}</Chip> : erased ? <Chip tone="quiet">{t.family.attachmentErased}</Chip> : null}
        </span>
      </div>
      <Facts facts={[
        { term: t.family.belongsTo, value: one.member ? (one.member.name ?? t.family.nameErased) : t.family.wholeFamily },
        { term: t.family.mediaTypeWord, value: t.family.mediaType[one.media_type] },
        { term: t.family.fileSize, value: sizeWords(one.size_bytes) },
        { term: t.family.receivedOn, value: formatDate(one.received_on) },
        { term: t.family.addedBy, value: `${one.by.name ?? t.family.system} · ${formatDate(one.recorded_at)}` },
        { term: t.family.reason, value: removed ? [t.family.takenOutOn(formatDate(removed.removed_on)), removed.by.name, removed.reason].filter(Boolean).join(' · ') : null },
      ]} />
      {gone ? null : (
        <div className="cluster">
          <Button small icon={isImage(one) ? 'eye' : isSound(one) ? 'play' : 'document'} aria-label={`${word}: ${title}`} onPress={() => onView(one)}>{word}</Button>
          {actions}
        </div>
      )}
    </li>
  );
}

type AttachmentsProps = { file: FamilyFile; actions?: ReactNode; attachmentActions?: (one: FileAttachment) => ReactNode };

/** Files of the case, newest first; those taken out stay, struck through. No little pictures: nothing is opened that nobody asked for. */
export function AttachmentsPart({ file, actions, attachmentActions }: AttachmentsProps) {
  const [viewed, setViewed] = useState<FileAttachment | null>(null);
  const files = newestFirst(file.attachments);
  return (
    <section className="stack" aria-labelledby="part-attachments">
      <div className="spread"><h2 id="part-attachments">{t.family.attachments}</h2><span className="cluster">{actions}</span></div>
      <PendingFiles family={file.id} />
      {files.length === 0 ? (
        <Card><Empty icon="document" title={t.family.noAttachments}><p className="soft">{t.family.noAttachmentsHelp}</p></Empty></Card>
      ) : (
        <ul className="cards">{files.map((one) => <Attachment key={one.id} one={one} onView={setViewed} actions={attachmentActions?.(one)} />)}</ul>
      )}
      <Dialog title={viewed ? attachmentTitle(viewed) : ''} open={viewed !== null} onClose={() => setViewed(null)} wide>
        {viewed ? <StoredView key={viewed.id} path={`/families/${file.id}/attachments/${viewed.id}`} mediaType={viewed.media_type} title={attachmentTitle(viewed)} /> : null}
      </Dialog>
    </section>
  );
}
