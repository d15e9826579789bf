export { officer } from './officer.ts';
export { reports } from './reports.ts';
export { whatIf } from './whatIf.ts';
