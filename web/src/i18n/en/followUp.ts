import type { Texts } from '../index.ts';

export const followUp: Texts['followUp'] = {
  title: 'Follow-up of decisions', subtitle: 'What the commission gave agencies and caseworkers to do', byParty: 'By who answers for it', tasks: 'Tasks', all: 'All', none: 'No task in this list.', noLoads: 'No task was given yet.',
  column: { party: 'Who answers', open: 'Open', waiting: 'Not accepted', overdue: 'Overdue', declined: 'Came back', done: 'Done', oldest: 'Oldest' }, days: (n) => `${n} days`, age: (n) => `given ${n} days ago`,
  filter: { open: 'Open', assigned: 'Not accepted', overdue: 'Overdue', declined: 'Came back', done: 'Done', dropped: 'Let go' }, filterBy: 'Tasks by state', only: (name) => `Only ${name}`, hidden: 'The case is no longer before the commission',
  reassign: 'Give to another party', reassignWhy: 'A task that was declined or not accepted goes to another party, with a new day.', reassigned: 'The task was given.', what: 'What is to be done', party: 'Who answers', due: 'Due',
  drop: 'Let go', dropWhy: 'Nobody will do it and the commission lets it go; the reason stays in the file.', dropped: 'The task was let go.', reason: 'Reason',
  delegate: 'Hand to a colleague', delegateWhy: 'Your agency answers for it all the same; this says who does the work.', colleague: 'Colleague', you: 'Myself', note: 'Note', delegated: 'Handed to a colleague.', delegatedTo: (name) => `with ${name}`, mine: 'With me', noneMine: 'No task is with you.',
  evidence: 'What shows it', evidenceKind: { letter: 'Letter', receipt: 'Receipt', visit: 'Visit', record: "Record in the agency's system", other: 'Other' }, evidenceRef: 'Number and day, or where it is', evidenceHelp: 'Such as the number of a letter; name nobody.',
  week: 'Our week', weekOf: (from, until) => `${from} to ${until}`, weekBefore: 'Week before', weekAfter: 'Week after', thisWeek: 'This week',
  count: { given: 'Newly given', waiting: 'To be accepted', due: 'Due this week', overdue: 'Overdue', done: 'Done', declined: 'Declined', unassigned: 'With no colleague yet' },
};
