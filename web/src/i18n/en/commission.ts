import type { Texts } from '../index.ts';

export const commission: Texts['commission'] = {
  menu: { agenda: 'Agenda', followUp: 'Follow-up' },
};
