// What a service says by its kind: which fields are asked, and how they read.
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { Particulars } from './types.ts';

const RIALS_OF_TOMAN = 10;
export const toRials = (tomans: number | null): number | null => (tomans === null ? null : tomans * RIALS_OF_TOMAN);
/** People count in tomans. */
export const toTomans = (rials: number | null): number | null => (rials === null ? null : Math.round(rials / RIALS_OF_TOMAN));

const OF: Record<string, Particulars['of']> = {
  counselling: 'counselling', counselling_social_work: 'counselling', legal_aid: 'counselling', reconciliation: 'counselling', loan: 'loan', job_placement: 'job', goods: 'goods', nutrition: 'goods', tools: 'goods', insurance: 'insurance',
  treatment: 'treatment', addiction_treatment: 'treatment', rehabilitation: 'treatment', skills_training: 'training', life_skills: 'training', parenting: 'training', literacy: 'training',
};

/** What is asked at first of a service of a kind; nothing of most. */
export function emptyParticulars(kind: string | null): Particulars | null {
  switch (kind === null ? undefined : OF[kind]) {
    case 'counselling': return { of: 'counselling', sessions: 1 };
    case 'treatment': return { of: 'treatment', sessions: 1 };
    case 'loan': return { of: 'loan', instalments: 12, guarantee: null };
    case 'job': return { of: 'job', origin: 'employer', monthly_income_rials: null };
    case 'goods': return { of: 'goods', phase: 'livelihood', quantity: 1, unit: 'package' };
    case 'insurance': return { of: 'insurance', months: 12 };
    case 'training': return { of: 'training', hours: 1, certificate: false };
    default: return null;
  }
}

/** One line of a service that was delivered. */
export function particularsWords(one: Particulars): string {
  const words = t.family.particulars;
  switch (one.of) {
    case 'counselling':
    case 'treatment': return words.sessions(num(one.sessions));
    case 'loan': return [words.instalments(num(one.instalments)), one.guarantee ? t.family.guarantee[one.guarantee] : ''].filter(Boolean).join(t.common.listComma);
    case 'job': return [t.family.jobOrigin[one.origin], one.monthly_income_rials === null ? '' : words.income(t.family.tomans(num(toTomans(one.monthly_income_rials) ?? 0)))].filter(Boolean).join(t.common.listComma);
    case 'goods': return `${num(one.quantity)} ${t.family.goodsUnit[one.unit]}${t.common.listComma}${t.family.aidPhase[one.phase]}`;
    case 'insurance': return words.months(num(one.months));
    case 'training': return [words.hours(num(one.hours)), one.certificate ? words.certificate : ''].filter(Boolean).join(t.common.listComma);
  }
}
