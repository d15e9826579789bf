export { administrator } from './administrator.ts';
export { rights } from './rights.ts';
export { setup } from './setup.ts';
