export { activities } from './activities.ts';
export { manager } from './manager.ts';
export { many } from './many.ts';
