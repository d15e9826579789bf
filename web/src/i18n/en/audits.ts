export { audit } from './audit.ts';
export { auditor } from './auditor.ts';
export { proof } from './proof.ts';
