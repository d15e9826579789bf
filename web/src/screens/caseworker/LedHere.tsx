import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { useVocabulary } from '@/screens/family/data.ts';
import { Narrowed } from '@/ui/index.ts';
import type { FamilyFilters } from './routes.ts';

/** What a number led here for, in words; and all again. A list by place says what it leaves out. */
export function LedHere({ filters, onAll }: { filters: FamilyFilters; onAll: (others: FamilyFilters) => void }) {
  const { neighborhood, awaits, year, kind, domain, ...others } = filters;
  const words = useVocabulary();
  const place = useApi<{ name: string }>(neighborhood ? `/neighborhoods/${neighborhood}` : '', { enabled: neighborhood !== undefined });
  const parts = [
    neighborhood ? t.boards.inNeighborhood(place.data?.name ?? '…') : null,
    awaits ? t.boards.awaits[awaits] : null,
    year ? t.boards.served(kind ? words.kind(kind) : domain ? t.words.domain[domain] : t.boards.anyService, digits(year)) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return (
    <div className="stack-tight">
      <Narrowed what={parts.join(t.common.listComma)} onAll={() => onAll(others)} />
      {neighborhood ? <p className="faint">{t.behind.threat}</p> : null}
    </div>
  );
}
