import type { Texts } from '../index.ts';

export const experts: Texts['experts'] = {
  sheet: "Expert's sheet", title: (specialty) => `Sheet for an expert: ${specialty}`, print: 'Print the sheet', about: 'This sheet names the family by its file number alone; it has no name, address, telephone or national id.', howTo: 'Write the answer on this sheet and give it back to the caseworker. Keep no copy.',
  question: 'Question', whichMembers: 'Whose age and relation does the answer need?', whichHelp: 'Only age, sex and relation, no name.', members: 'Persons', answer: "The expert's answer", signature: "The expert's name, signature and day", person: (n) => `Person ${n}`, askedOn: (when) => `asked on ${when}`, mayName: 'Read the question once more: if it names somebody, write a new referral that does not.',
};
