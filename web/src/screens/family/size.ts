import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';

const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;

/** «۳۴۰ کیلوبایت» */
export function sizeWords(bytes: number): string {
  if (bytes < MEGABYTE) return t.family.kilobytes(num(Math.max(1, Math.round(bytes / KILOBYTE))));
  return t.family.megabytes(num(Math.round((bytes / MEGABYTE) * 10) / 10));
}
