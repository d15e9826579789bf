import type { Texts } from '../index.ts';

export const moving: Texts['moving'] = {
  open: 'To another family', title: 'A member goes to another family', help: 'When a household splits or somebody marries. What is known, the groups and the national id go along; what was done until today stays in the history of this file.',
  who: 'Who goes?', whoNobody: 'Choose at least one.', relationThere: (name) => `${name} in that family`, reasonWord: 'Why?', reason: { household_split: 'The household split', marriage: 'Marriage', other: 'Another reason' }, note: 'Remark',
  where: 'To which family?', to: { new: 'A new file is opened for them', known: 'A family that has a file' }, fileNumber: 'File number of that family', notFound: 'None of your files has this number.', itself: 'That is the number of this file.', movedOn: 'Day', submit: 'Record the move', done: 'The move is recorded.', opened: (file) => `File ${file} was opened.`,
};
