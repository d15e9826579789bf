import type { Texts } from '../index.ts';

export const officer: Texts['officer'] = {
  menu: { beforeAfter: 'Before and after', neighborhoods: 'Neighborhoods' },
};
