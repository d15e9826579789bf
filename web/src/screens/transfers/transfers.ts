// The answers of the API about households that go to a body outside, after `projections/src/transfers`; and how a body's answers are read from a file.
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['transfers'];
export type Phase = keyof Words['phases'];
export type SupportState = keyof Words['states'];
export type Answer = keyof Words['answers'];
export type List = keyof Words['lists'];
export const LISTS: readonly List[] = ['sent', 'agreed', 'not_agreed'];

export type Transfer = {
  family_id: string; file_number: string; asked: keyof Words['asked'] | null; sending_id: string | null; sent_on: ServerDate | null; answer: Answer | null; answered_on: ServerDate | null; reason: string | null;
  phase: Phase | null; state: SupportState | null; information: SupportState | null; hygiene: SupportState | null; livelihood: SupportState | null;
};
export type TransfersAnswer = {
  sent: number | null; accepted: number | null; refused: number | null; unanswered: number | null; phases: { phase: Phase; delivered: number | null; under_way: number | null; not_delivered: number | null; unknown: number | null }[];
  agreed: number | null; not_agreed: number | null; rounded: boolean; position: number;
};
export type TransfersSearch = { agency_id?: string | undefined; center_id?: string | undefined; list?: List | undefined };

export function readTransfersSearch(search: Record<string, unknown>): TransfersSearch {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined);
  return { agency_id: text('agency_id'), center_id: text('center_id'), list: LISTS.find((one) => one === search['list']) };
}

/** Bytes of a file of answers: some thousands of rows. */
export const FILE_MAX = 1_000_000;
export type WrongRow = { line: number; why: 'header' | 'file' | 'answer' | 'reason' | 'twice' };
export type ReadAnswer = { sending: string; family: string; file_number: string; answer: Answer; reason: string | null };
export type ReadAnswers = { answers: ReadAnswer[]; unchanged: number; wrong: WrongRow[] };

/** Letters and digits as both scripts write them, without blanks and case: headers and file numbers are compared so. */
const plain = (text: string): string =>
  text.normalize('NFKC').replaceAll('\u200c', '').replaceAll('ي', 'ی').replaceAll('ك', 'ک').replaceAll(/[۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0x6f0) - 0x6f0)).replaceAll(/\s/g, '').toLowerCase();

const HEADERS: Record<'file' | 'answer' | 'reason', readonly string[]> = {
  file: ['شمارهپرونده', 'پرونده', 'filenumber', 'file_number', 'file'],
  answer: ['پاسخ', 'پاسخدستگاه', 'نتیجه', 'وضعیت', 'answer', 'result'],
  reason: ['علت', 'دلیل', 'توضیح', 'reason', 'note'],
};
const ANSWERS: Record<Answer, readonly string[]> = { accepted: ['پذیرفته', 'پذیرفتهشد', 'تأیید', 'تایید', 'تأییدشد', 'تاییدشد', 'قبول', 'accepted', 'yes'], refused: ['نپذیرفته', 'پذیرفتهنشد', 'رد', 'ردشد', 'مردود', 'refused', 'rejected', 'no'] };

/** Rows and cells of a CSV text, with commas, semicolons or tabs between, and quotes around what holds them. */
export function csvRows(text: string): string[][] {
  const head = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const between = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], '', false];
  const endCell = () => { row.push(cell.replace(/^'(?=[=+\-@])/, '').trim()); cell = ''; };
  const endRow = () => { endCell(); if (row.some((one) => one !== '')) rows.push(row); row = []; };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === between) endCell();
    else if (letter === '\n') endRow();
    else if (letter !== '\r' && letter !== '\u{feff}') cell += letter;
  }
  endRow();
  return rows;
}

/** The answers of a body, read against those who were sent to it. Nothing is recorded by reading. */
export function readAnswers(text: string, sent: readonly Transfer[]): ReadAnswers {
  const [head = [], ...rows] = csvRows(text);
  const column = (of: keyof typeof HEADERS) => head.findIndex((cell) => HEADERS[of].includes(plain(cell)));
  const at = { file: column('file'), answer: column('answer'), reason: column('reason') };
  const found: ReadAnswers = { answers: [], unchanged: 0, wrong: [] };
  if (at.file < 0 || at.answer < 0) return { ...found, wrong: [{ line: 0, why: 'header' }] };
  const known = new Map(sent.map((one) => [plain(one.file_number), one]));
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const line = index + 1;
    const number = plain(row[at.file] ?? '');
    const of = known.get(number);
    const said = plain(row[at.answer] ?? '');
    const answer = (Object.keys(ANSWERS) as Answer[]).find((one) => ANSWERS[one].includes(said));
    const reason = (row[at.reason] ?? '').trim() || null;
    const why = !of?.sending_id ? 'file' : seen.has(number) ? 'twice' : !answer ? 'answer' : answer === 'refused' && !reason ? 'reason' : null;
    if (why) found.wrong.push({ line, why });
    else if (of?.sending_id && answer) {
      seen.add(number);
      if (of.answer === answer && (answer === 'accepted' || of.reason === reason)) found.unchanged += 1;
      else found.answers.push({ sending: of.sending_id, family: of.family_id, file_number: of.file_number, answer, reason });
    }
  }
  return found;
}

/** Answers that say the same, together: each such lot is one change to many. */
export function lotsOf(answers: readonly ReadAnswer[]): ReadAnswer[][] {
  const lots = new Map<string, ReadAnswer[]>();
  for (const one of answers) {
    const key = `${one.answer} ${one.reason ?? ''}`;
    lots.set(key, [...(lots.get(key) ?? []), one]);
  }
  return [...lots.values()];
}
