import type { Texts } from '../index.ts';

export const administrator: Texts['administrator'] = {
  menu: { users: 'Users', system: 'System' },
};
