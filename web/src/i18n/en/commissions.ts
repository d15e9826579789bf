export { agency } from './agency.ts';
export { commission } from './commission.ts';
