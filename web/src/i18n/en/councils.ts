import type { Texts } from '../index.ts';

export const councils: Texts['councils'] = {
  menu: 'Councils and working groups', one: 'Council or working group', subtitle: 'Strategic council, working groups and committees: sessions, approvals, letters and obstacles', none: 'No council or working group has been formed yet.', form: 'Form a council or working group', formed: 'Formed.', open: 'Active', isDissolved: 'Dissolved',
  kind: 'Kind', name: 'Name', byLaw: 'By-law', place: 'Place', wholeCountry: 'The country', formedOn: 'Formed on', dissolvedOn: 'Dissolved on', namesNobody: 'Name nobody in it.',
  seats: 'Members', seatsOf: (n) => `${n} agencies`, sessions: 'Sessions', sessionsOf: (n) => `${n} sessions`, personHours: 'Person-hours', personHoursNote: 'From attendance', personHoursOf: (n) => `${n} person-hours`, approvals: 'Approvals', letters: 'Letters', obstacles: 'Obstacles', obstaclesOpen: 'Open obstacles', obstaclesOf: (n) => `${n} open obstacles`, next: (day) => `Next session ${day}`, tabs: 'Parts',
  noSeats: 'No agency sits in it yet.', noSessions: 'No session yet.', noApprovals: 'No approval yet.', noLetters: 'No letter yet.', noObstacles: 'No obstacle was written down.',
  agency: 'Agency', role: 'Role', since: 'Since', others: 'Secretariat and guests', hours: 'Hours', persons: 'Persons', attendance: 'Present by agency', attendanceHelp: 'For each agency: how many, how long', add: 'Add', remove: 'Take out', calledFor: 'Day of the session', heldOn: 'Held on', session: 'Session', number: 'Number', subject: 'Subject', correspondent: 'With', direction: 'Direction', on: 'Day', text: 'What stands in the way', owner: 'Who sees to it', noOwner: 'Nobody sees to it yet', note: 'What was done', result: 'What came of it', days: (n) => `${n} days`, raisedOn: (day) => `Since ${day}`, correct: 'Put right',
  boardOpen: 'Open', boardClosed: 'Closed', noneHere: 'Nothing here.',
  kinds: { strategic_council: 'Strategic council', working_group: 'Working group', committee: 'Committee', empowerment_group: 'Empowerment working group' },
  roles: { member: 'Member', data_source: 'Data source', executor: 'Executor' },
  state: { called: 'Called', held: 'Held', cancelled: 'Cancelled' },
  directions: { incoming: 'Incoming', outgoing: 'Outgoing' },
  steps: { followed: 'Followed', closed: 'Closed', reopened: 'Opened again' },
  act: { seat: 'Seat an agency', unseat: 'End the seat', call: 'Call a session', hold: 'Record a session', cancel: 'Cancel the session', approve: 'Record an approval', write: 'Record a letter', raise: 'Write an obstacle down', follow: 'Follow up', close: 'Close', reopen: 'Open again', dissolve: 'Dissolve' },
  report: { menu: 'Report on councils', title: 'Sessions of councils and working groups', subtitle: 'Each kind counted apart', bodies: 'Bodies', raised: 'Obstacles raised', closed: 'Obstacles closed', open: 'Obstacles open', all: 'From the beginning until today', year: 'Year' },
};
