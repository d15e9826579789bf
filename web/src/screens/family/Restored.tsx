import { t } from '@/i18n/index.ts';
import type { Draft } from './useDraft.ts';
import { Notice } from '@/ui/index.ts';

/** Says that an unfinished form was found again. */
export function Restored<T extends object>({ draft }: { draft: Draft<T> }) {
  return draft.restored ? <Notice title={t.common.draftFound} /> : null;
}
