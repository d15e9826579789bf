// The numbers of the report on answers, and the referrals that each of them counts.
import type { OpenReferral } from './data.ts';

export const REFERRAL_NUMBERS = ['waiting', 'late', 'silent', 'long'] as const;
export type ReferralNumber = (typeof REFERRAL_NUMBERS)[number];

/** Whether a referral is among those a number counts: open ones alone, late from the day after its last. */
export function isCounted(one: Pick<OpenReferral, 'state' | 'answer_by' | 'reception' | 'long_silent'>, of: ReferralNumber, on: string): boolean {
  if (one.state !== 'open') return false;
  const late = one.answer_by !== null && one.answer_by.iso < on;
  return of === 'waiting' || (of === 'late' && late) || (of === 'silent' && late && one.reception === 'waiting') || (of === 'long' && one.long_silent);
}
