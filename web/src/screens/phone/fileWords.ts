import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import type { Row } from '@/offline/types.ts';
import { sizeWords } from '@/screens/family/size.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const fileTitle = (row: Row): string => text(row.work.command['title']);

/** What is said of a file that waits: what it is, of which kind, how large, of which day. */
export function fileFacts(row: Row): { term: string; value: string | null }[] {
  const kinds = t.family.attachmentKind as Record<string, string>;
  // A browser's recording is another form of sound until the server has it.
  const types: Record<string, string> = { ...t.family.mediaType, 'audio/webm': t.caseworker.waiting.recorded };
  const kind = text(row.work.command['kind']);
  const day = text(row.work.command['received_on']);
  return [
    { term: t.caseworker.waiting.kind, value: kinds[kind] ?? (kind || null) },
    { term: t.family.mediaTypeWord, value: types[row.file?.type ?? ''] ?? null },
    { term: t.family.fileSize, value: row.file ? sizeWords(row.file.bytes) : null },
    { term: t.family.receivedOn, value: day ? formatDate(day) : null },
  ];
}
