// What the manager of a center reads, and in part its caseworkers.
export { activities } from './activities.ts';
export { manager } from './manager.ts';
export { many } from './many.ts';
