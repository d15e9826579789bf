export { followUp } from './followUp.ts';
export { referral } from './referral.ts';
export { sitting } from './sitting.ts';
export { situations } from './situations.ts';
