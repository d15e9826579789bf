import type { Texts } from '../index.ts';

export const caseworker: Texts['caseworker'] = {
  menu: { today: 'Today', families: 'Families', queue: 'Work list' },
};
