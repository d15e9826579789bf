// The answers of the API about an agency's list, after `routes/agency_lists/views.rs`; and what is decided of it, which waits in this tab alone.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['agencyLists'];
export type Field = keyof Words['field'];
export type Heading = { header: string; column: string | null };
export type Difference = { field: Field; ours: string | null; theirs: string | null };
export type FoundRow = { line: number; family_id: string; file_number: string; member: NamedRef; how: keyof Words['how']; differences: Difference[]; recorded: boolean; also_listed: NamedRef[] };
export type ListRead = {
  headings: Heading[]; missing: string[]; presets: { code: 'jebheh'; columns: Heading[] }[]; rows: number;
  wrong: { line: number; column: string; message_fa: string; message_en: string }[]; wrong_rows_csv: string | null;
  found: FoundRow[]; new: { line: number; name: string | null; birth_date: ServerDate | null }[]; elsewhere: number[]; repeated: { line: number; same_as: number; surely: boolean }[];
  unlisted: { family_id: string; file_number: string; family_name: string | null }[]; counts: { records: number; agencies: number; women: number; in_several: number }; position: number;
};

/** What somebody said of a difference; nothing until then. */
export type Choice = 'take' | 'keep';
/** By line and field. */
export type Choices = Readonly<Record<string, Choice>>;
export const keyOf = (line: number, field: Field): string => `${line}.${field}`;

/** All differences of one field, said at once; not of rows that are only likely the woman and that nobody called hers. */
export function chooseField(found: readonly FoundRow[], choices: Choices, same: ReadonlySet<number>, field: Field, choice: Choice): Choices {
  const more = found.filter((row) => row.how !== 'likely' || same.has(row.line)).flatMap((row) => row.differences.filter((one) => one.field === field).map((one) => [keyOf(row.line, one.field), choice] as const));
  return { ...choices, ...Object.fromEntries(more) };
}

/** Whether everything of the row is decided: every difference, and of a likely row that she is the same woman. */
export const isDecided = (row: FoundRow, choices: Choices, same: ReadonlySet<number>): boolean =>
  (row.how !== 'likely' || same.has(row.line)) && row.differences.every((one) => choices[keyOf(row.line, one.field)] !== undefined);

/** Rows that say something new and are decided whole. */
export const decidedRows = (found: readonly FoundRow[], choices: Choices, same: ReadonlySet<number>): FoundRow[] =>
  found.filter((row) => isDecided(row, choices, same) && (row.differences.length > 0 || !row.recorded));

/** As the server takes them. */
export const bodyOf = (rows: readonly FoundRow[], choices: Choices): object[] =>
  rows.map((row) => {
    const of = (choice: Choice) => row.differences.filter((one) => choices[keyOf(row.line, one.field)] === choice).map((one) => ({ field: one.field, value: one.theirs }));
    return { family_id: row.family_id, member_id: row.member.id, taken: of('take'), kept: of('keep') };
  });

/** So many records of so many agencies are so many women, once what is decided now is recorded. */
export function countsAfter(read: ListRead, rows: readonly FoundRow[]): { records: number; women: number } {
  const fresh = rows.filter((row) => !row.recorded);
  return { records: read.counts.records + fresh.length, women: read.counts.women + fresh.filter((row) => row.also_listed.length === 0).length };
}
