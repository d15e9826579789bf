import type { Texts } from '../index.ts';

export const agency: Texts['agency'] = {
  menu: { tasks: 'Our tasks' },
};
