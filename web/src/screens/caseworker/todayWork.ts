import { hasWords } from '@/lib/folded.ts';
import { familyTitle, placeName } from '@/screens/family/data.ts';
import { titleOfItem } from './calendar/Item.tsx';
import type { QueueItem } from './calendar/types.ts';
import type { TodaySearch } from './routes.ts';

/** Whether a piece of work is one of those asked for: by words of its family, member, title or place, by kind, by neighborhood, by lateness. */
export function fits(item: QueueItem, search: TodaySearch, wanted: string): boolean {
  if (search.kind && item.kind !== search.kind) return false;
  if (search.area && item.family.neighborhood.id !== search.area) return false;
  if (search.late && item.state !== 'overdue') return false;
  return wanted.trim() === '' || hasWords([familyTitle(item.family), item.family.file_number, item.member?.name ?? '', titleOfItem(item), placeName(item.family.neighborhood)].join(' '), wanted);
}

/** Work by a key, each group in the order of its first piece, which is the order of the list. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return [...groups];
}
