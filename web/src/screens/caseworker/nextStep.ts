import { t } from '@/i18n/index.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import type { IconName } from '@/ui/index.ts';

export type Step = { kind: 'consent' | 'assess' | 'final' | 'tier' | 'assign' | 'visit'; label: string; icon: IconName; /** The assessment a tier waits for. */ assessment?: string };

/** Days before the end of the year from which the final assessment is the thing to do. */
const FINAL_NOTICE_DAYS = 30;

/** An assessment newer than the last tier: its tier has not been given yet. */
export function assessmentWithoutTier(file: FamilyFile): string | null {
  const last = file.assessments.at(-1);
  if (!last) return null;
  const tiered = file.tiers.some((tier) => tier.moment === last.moment && tier.cycle === last.cycle && tier.assigned_on.iso >= last.assessed_on.iso && tier.readings.some((r) => r.assessment_id === last.id));
  return tiered ? null : last.id;
}

/** Whether the running cycle has its final tier. */
export const isFinished = (file: FamilyFile): boolean => file.tiers.some((tier) => tier.moment === 'final' && tier.cycle === file.cycle);

/** The one thing that brings this family forward now. */
export function nextStep(file: FamilyFile, manager: boolean): Step | null {
  if (file.closed) return null;
  // A family that said no is not pressed; its file still has the way to record another answer.
  if (file.consent === 'refused' || file.consent === 'withdrawn') return null;
  if (file.consent !== 'given') return { kind: 'consent', label: t.caseworker.steps.consent, icon: 'document' };
  const waiting = assessmentWithoutTier(file);
  if (waiting) return { kind: 'tier', label: t.caseworker.steps.tier, icon: 'chart', assessment: waiting };
  if (!file.baseline_tier) return { kind: 'assess', label: t.caseworker.steps.baseline, icon: 'chart' };
  const held = file.assignment;
  if (!held) return manager && file.tier === 'harmed' ? { kind: 'assign', label: t.caseworker.steps.assign, icon: 'caseworker' } : null;
  if (held.days_left !== null && held.days_left <= FINAL_NOTICE_DAYS && !isFinished(file)) return { kind: 'final', label: t.caseworker.steps.final, icon: 'chart' };
  return { kind: 'visit', label: t.caseworker.steps.visit, icon: 'home' };
}
