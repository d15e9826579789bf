import type { Texts } from '../index.ts';

export const merge: Texts['merge'] = {
  open: 'Merge a duplicate file', help: 'If this family has another file, find it here, see the two side by side and merge the one into the other. No history is lost, and a merge can be undone.',
  alike: 'Similar files', noneAlike: 'No similar file was found. If you know its number, write it.', fileNumber: 'Number of the other file', find: 'Find', notFound: 'None of your files has this number.', itself: 'That is the number of this file.', compare: 'See side by side', chooseAnother: 'Another file',
  compareTitle: 'The two side by side', side: 'What', thisFile: 'This file', otherFile: 'The other file', stays: 'Which file stays?', staysHelp: 'The other stays readable and takes nothing more in. Consent, tier and caseworker of the one that stays remain.',
  visits: 'Visits', services: 'Services', openWork: 'Open work', openWorkHas: 'a caseworker, referral or task', openWorkNone: 'none', cannotGo: 'The file that goes still has a caseworker, an open referral or an open task. End these first, or let the other file go.',
  people: 'Who is in both files?', peopleHelp: 'Each member of the file that goes is either a member of the one that stays, or joins it.', sameAs: (name) => `Who is ${name} in the other file?`, joins: 'Nobody; joins it', reason: 'How do you know that they are one family?', submit: 'Merge', done: 'The two files are merged.', differ: 'Their national ids differ.',
  into: (file, when) => `This file was merged into ${file} on ${when}`, intoHelp: 'What was recorded until that day stays here. Everything since is recorded in the other file.', openStaying: 'Open that file',
  merged: 'Merged files', from: (file, when) => `File ${file}, on ${when}`, joined: (n) => `${n} members came with it`, undo: 'Undo the merge', undoHelp: 'The members who came with the merge go back to their former file with their national ids. What was recorded since stays here, and so do warnings.', undone: (when) => `Undone on ${when}`, undoneSaid: 'The merge is undone.',
};
