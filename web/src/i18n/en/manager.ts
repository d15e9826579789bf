import type { Texts } from '../index.ts';

export const manager: Texts['manager'] = {
  menu: { intake: 'Intake', assign: 'Assign', caseloads: 'Caseworkers', families: 'Families' },
};
