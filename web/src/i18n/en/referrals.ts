export { followUp } from './followUp.ts';
export { owed } from './owed.ts';
export { referral } from './referral.ts';
export { sitting } from './sitting.ts';
export { situations } from './situations.ts';
