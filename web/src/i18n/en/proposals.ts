import type { Texts } from '../index.ts';

export const proposals: Texts['proposals'] = {
  title: 'Proposed tiers', help: 'Another tier that a caseworker proposed instead of the computed one; what waits stands first.', none: 'No proposal.',
  inFile: 'Tier proposed by the caseworker', change: (from, to) => `from “${from}” to “${to}”`,
  state: { waiting: 'Awaits the manager', accepted: 'Accepted', declined: 'Not accepted', withdrawn: 'Taken back' },
  by: (name, when) => `Proposed by ${name}, ${when}`, answeredBy: (name, when) => `Answered by ${name}, ${when}`, reason: 'Reason', answer: 'Answer', answerIt: 'Answer', answerTitle: 'Answer the proposed tier',
  outcome: { accepted: 'I agree; the family is placed in the proposed tier', declined: 'I do not agree; the present tier stays' }, outcomeWord: 'Your answer', answerHelp: 'The caseworker reads it; needed for a no.', answered: 'The answer was recorded.',
  takeBack: 'Take the proposal back', own: 'The proposal is your own; another manager answers.',
  propose: 'Propose another tier, with a reason', proposeWaits: 'Until the center manager answers, the computed tier holds.', proposeHolds: 'In this center the tier you give with a reason holds at once; both tiers stay in the file.', submit: (tier) => `Propose the tier “${tier}”`, sent: 'The proposal went to the center manager.', alreadyWaits: (tier) => `The tier “${tier}” is proposed already and awaits the manager.`,
  who: 'Who decides on another tier?', needed: 'The center manager; the caseworker proposes', notNeeded: 'The family’s caseworker, with a reason', whoHelp: 'Both tiers and the reason stay in the file, and the auditor sees it.', whoSaved: 'Recorded; it is so from now on.',
};
