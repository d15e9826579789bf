import type { Texts } from '../index.ts';

export const activities: Texts['activities'] = {
  menu: 'General aid', one: 'Activity', subtitle: 'Workshops, classes, conferences, lectures and films for stable and at-risk families', none: 'No activity is recorded yet.', plan: 'New activity', planned: 'The activity is planned.',
  form: 'Form', title: 'Title', titleHelp: 'As it is announced; name nobody.', audience: 'For', audienceHelp: 'Harmed families may come too.', plannedFor: 'Planned for', announcedOn: 'Announced', heldOn: 'Held', heads: 'Others present', headsHelp: 'those whose names are not written', persons: 'Persons', personHours: 'Person-hours', personHoursNote: 'follow from attendance', byNumber: 'Family, by number', attendance: 'Attendance', noAttendance: 'No attendance is recorded yet.', when: 'When', score: 'Score of 100', improved: 'Improved', noTests: 'No tests before and after', correctHeld: 'Correct the holding',
  search: 'Search in titles', stateWord: 'State', onlyLatest: (n) => `Only the latest ${n} activities are in this list; older ones are not here and are not searched.`,
  saveAndNext: 'Save and next family', recordedHere: (n) => `${n} recorded; choose the next family.`, takeBack: 'Take back', takeBackOf: (who) => `Take back the attendance of ${who}`, takenBack: 'The attendance is taken back.', takeBackHelp: 'It is no longer counted, and you can record it as it was; both stay in the history.',
  counts: (persons, hours) => `${persons} persons, ${hours} person-hours`, ofHeads: (n) => `${n} unnamed`, means: (before, after, n) => `mean ${before} to ${after}, ${n} persons`,
  state: { planned: 'Planned', announced: 'Announced', held: 'Held', cancelled: 'Cancelled' }, testMoment: { before: 'Test before', after: 'Test after' },
  act: { announce: 'Announce', hold: 'Record the holding', cancel: 'Cancel', attendance: 'Record attendance', test: 'Record a test' },
};
