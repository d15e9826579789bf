import { t } from '@/i18n/index.ts';
import type { Standing } from './pathway.ts';

/** Where a woman stands, in words. */
export const standingWord = (standing: Standing): string => (standing === 'left' ? t.pathway.leftWord : t.pathway.step[standing]);
