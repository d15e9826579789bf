import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';

const NAMES = t.phone.fields as Record<string, string>;
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What was written, as a person reads it: texts, days and amounts by their names, nested ones too. */
export function written(command: Record<string, unknown>): { name: string; value: string }[] {
  return Object.entries(command).flatMap(([field, value]) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return written(value as Record<string, unknown>);
    const name = NAMES[field];
    if (!name || (typeof value !== 'string' && typeof value !== 'number') || value === '') return [];
    return [{ name, value: typeof value === 'string' ? (CIVIL_DATE.test(value) ? formatDate(value) : value) : digits(value) }];
  });
}
