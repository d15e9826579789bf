import { t } from '@/i18n/index.ts';
import { decimal } from '@/lib/dates.ts';

/** Rials as people count them, in tomans; a single rial stays visible as a tenth. */
export const money = (rials: number): string => t.funds.tomans(decimal(rials / 10));
/** As [[money]], with a sign that reads in both directions. */
export const signed = (rials: number): string => `${rials < 0 ? '−' : '+'} ${money(Math.abs(rials))}`;
/** What was typed in tomans, as whole rials. */
export const toRials = (tomans: number | null): number | null => (tomans === null ? null : Math.round(tomans * 10));
