import type { Texts } from '../index.ts';

export const agency: Texts['agency'] = {
  menu: { tasks: 'Our tasks' },
  title: 'Our tasks', subtitle: 'A commission gave each task to your agency. A family is named by its file number only.',
  open: 'Open', done: 'Done', declined: 'Declined', tabs: 'Tasks by state',
  noneOpen: 'You have no open task.', noneDone: 'No task is done yet.', noneDeclined: 'You have declined no task.', fresh: 'New',
  task: 'Task', file: (n) => `File ${n}`, dueOn: 'Due on', from: 'From', domain: 'Domain', state: 'State', progressTitle: 'What was done so far', noProgress: 'Nothing has been written yet.', lastWord: (when) => `Last word: ${when}`,
  accept: 'Accept', acceptTitle: 'Accept this task', acceptExplain: 'By accepting, your agency does it until the due date or reports on it.', accepted: 'The task was accepted.',
  progress: 'Report progress', progressExplain: 'Say shortly what was done and what remains. Write nobody’s name or address.', note: 'What was done', progressed: 'Progress was recorded.',
  finish: 'Done', finishTitle: 'This task is done', finishNote: 'Result', finished: 'The task was recorded as done.',
  decline: 'Decline', declineTitle: 'Decline this task', declineExplain: 'Your reason reaches the commission, so that the work finds its right place.', reason: 'Reason', declineDone: 'The task was declined.',
  stopped: { consent_withdrawn: 'Stopped: consent withdrawn', case_closed: 'Stopped: case closed', enforcement_agency: 'Stopped: enforcement body' },
  stoppedWhy: {
    consent_withdrawn: 'The family withdrew its consent. Work on this task has stopped and nothing but its file number is shown; the center settles it.',
    case_closed: 'The family’s case was closed. Nothing is left to do on this task.',
    enforcement_agency: 'Your agency is marked as an enforcement body, which is told nothing of families.',
  },
  onDay: 'Day', openFirst: 'Accept the task before you report on it.', closed: 'This task is over.',
};
