import type { Texts } from '../index.ts';

export const problems: Texts['problems'] = {
  byCode: {
    caseload_full: (p) => `This caseworker holds ${p['limit'] ?? ''} families and can take no more. Choose another.`,
    consent_missing: () => 'The family has not consented yet; record the consent of its head first.',
    not_harmed: () => 'Focused aid and commissions are for harmed families only. If the tier is wrong, override it with a reason.',
    not_accredited: () => 'This caseworker has not finished training and accreditation.',
    training_hours_short: (p) => `This caseworker has ${p['hours'] ?? ''} of the ${p['required'] ?? ''} hours of training.`,
    no_quorum: () => 'There is no quorum, so no decision can be recorded.',
    caseworker_absent: () => 'The family’s caseworker is not at the session; the case waits for the next one.',
    domains_missing: () => 'This tier needs readings in all three domains: social, economic and cultural.',
    family_closed: () => 'This file is closed.',
    national_id_taken: (p) => `This national id is already in file ${p['file_number'] ?? '(another)'}.`,
    stale: () => 'This file changed after you opened it. The newest state is loaded and your text kept; look at it and save again.',
    command_id_reused: () => 'Your earlier submission had arrived. Look at the file before sending a change.',
    wrong_password: () => 'The user name or password is not right.',
    too_many_attempts: () => 'Too many failed attempts; please try again in a few minutes.',
    not_allowed: () => 'Your role cannot do this.',
    not_found: () => 'Not found, or not yours to see.',
    invalid: () => 'Some things need mending.',
  },
  offline: 'No connection to the server. Your text is kept; try again in a moment.',
  unavailable: 'The server is not answering now. Your text is kept; try again in a moment.',
  unexpected: 'Something unexpected happened. If it happens again, tell the administrator.',
};
