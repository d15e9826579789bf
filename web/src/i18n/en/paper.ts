import type { Texts } from '../index.ts';

export const paper: Texts['paper'] = {
  mark: 'Confidential', printed: (when) => `Printed ${when}`, by: (name) => `by ${name}`,
  file: (n) => `File ${n}`, planOf: (n) => `Aid plan of file ${n}`, packetOf: (n) => `Packet of file ${n}`,
  printFile: 'Print the file', printPlan: 'Print the plan', wholeFile: 'The whole file', onlyPlan: 'The aid plan only', which: 'What to print',
  help: 'For A4 paper; the print dialog can make a PDF of it. Keep the sheets safe and destroy them after use.',
  notOnPaper: 'not on paper', threatened: 'The address of this family is under threat: address, telephone and way of contact are not on this paper.',
};
