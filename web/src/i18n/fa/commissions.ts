// What the commission and the agencies that carry out its decisions read.
export { agency } from './agency.ts';
export { commission } from './commission.ts';
