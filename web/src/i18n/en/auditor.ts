import type { Texts } from '../index.ts';

export const auditor: Texts['auditor'] = {
  menu: { audit: 'Audit trail', replay: 'Replay a file' },
};
