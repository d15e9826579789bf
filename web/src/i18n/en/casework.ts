export { caseworker } from './caseworker.ts';
export { experts } from './experts.ts';
export { merge } from './merge.ts';
export { moving } from './moving.ts';
export { proposals } from './proposals.ts';
export { voice } from './voice.ts';
