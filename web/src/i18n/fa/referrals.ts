// What those who send a family to a commission, sit in it or act on what it decided read.
export { followUp } from './followUp.ts';
export { owed } from './owed.ts';
export { referral } from './referral.ts';
export { sitting } from './sitting.ts';
export { situations } from './situations.ts';
