import type { Texts } from '../index.ts';

export const referral: Texts['referral'] = {
  reception: { waiting: 'No word yet', accepted: 'Taken up by the commission', returned: 'Returned for completion' },
  answerBy: (when) => `Answer due ${when}`, answerOver: (when) => `Answer was due ${when}`, lateDays: (n) => `${n} working days late`, silent: 'No word', lunarUnknown: 'The lunar holidays of that year are not known yet and were not counted.',
  answerTerm: (n, urgent) => `A commission has ${n} working days to answer, ${urgent} for an urgent referral; Fridays and official holidays do not count.`,
  word: { returned: 'Returned; missing', resumed: 'Completed', declined: 'Declined' },
  accept: 'Take up', accepted: 'The referral was taken up.',
  giveBack: 'Return for completion', giveBackWhy: "The commission's term stands still until it is completed, and the referral goes back to its sender.", missing: 'What is missing', missingHelp: 'Be clear, so that the caseworker has to go only once; name nobody.', returned: 'The referral was returned.',
  decline: 'Decline', declineWhy: "The referral leaves the commission's list and goes back to its sender with your reason.", declined: 'The referral was declined.', reason: 'Reason',
  resume: 'Completed; send again', resumeWhy: 'The packet is taken anew, as the file stands now, and the term goes on from where it stood still.', added: 'What was added',
  again: 'Refer again', letGo: 'Let go', letGoWhy: 'It is not referred again; it leaves your list, and the reason stays in the file.', continues: 'Goes on from an earlier referral', continuesHelp: 'The earlier questions and answers stay with this referral.',
  onDay: 'Day', mayNot: 'It goes on no agenda until it is completed.',
};
