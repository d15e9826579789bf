// Forms as rows of the outbox were written in them: what was sent, turned into the fields it came from.
import type { Row } from '@/offline/types.ts';
import { toTomans } from '@/screens/family/particulars.ts';
import type { AssessmentBody, AssessmentFields } from './Assess.tsx';
import type { ServiceForm, ServiceFormBody } from './Service.tsx';
import type { VisitForm, VisitFormBody } from './Visit.tsx';

export function visitOfRow({ work: { command } }: Row): VisitForm {
  const { visited_on, place, present, note, next_visit_on, entries_done, late_reason } = command as unknown as VisitFormBody;
  return { visited_on, place, present, note: note ?? '', next_visit_on, entries_done, late_reason: late_reason ?? '' };
}

export function serviceOfRow({ work: { command } }: Row): ServiceForm {
  const { amount_rials, note, late_reason, entry_id, domain, kind, purpose, capacity, member_ids, provider_agency_id, particulars, outcome, delivered_on } = command as unknown as ServiceFormBody;
  return { domain, kind, purpose, capacity, member_ids, provider_agency_id, particulars, outcome, delivered_on, amount: toTomans(amount_rials), note: note ?? '', entry_id, late_reason: late_reason ?? '' };
}

/** All answers at once, from the first step. */
export function assessmentOfRow({ work: { command } }: Row): AssessmentFields {
  const { moment, assessed_on, readings } = command as unknown as AssessmentBody;
  const answers = Object.fromEntries(readings.map(({ indicator, value, how_known, note }) => [indicator, { value, how_known, note: note ?? '' }]));
  return { step: 'start', moment, assessed_on, how_known: readings[0]?.how_known ?? 'told', answers };
}
