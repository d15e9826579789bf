import { useEffect, useRef, type ReactNode } from 'react';
import type { FamilyCard, Paged } from '@/api/index.ts';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Button, Card, Chip, RowLink, TierChip } from '@/ui/index.ts';

type PanelProps = { title: string; /** The number that was pressed, in words. */ count: string | null; onClose: () => void; children: ReactNode };

/** What is behind a number, below the table that it stands in. Mounted anew for each (`key`). */
export function BehindPanel({ title, count, onClose, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // The list opens below the table: the eye and the keyboard go there.
  useEffect(() => {
    // Opened by its address: the page begins at its top.
    if (document.activeElement === document.body) return;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={panel} tabIndex={-1} className="cell-panel">
      <Card title={title} actions={<Button small variant="quiet" icon="close" onPress={onClose}>{t.reports.closeCell}</Button>}>
        <div className="stack">
          {count ? <p><Chip big>{count}</Chip></p> : null}
          {children}
        </div>
      </Card>
    </div>
  );
}

/** How much of the number is listed, where it is not all. */
export function ShownOf({ page }: { page: Paged<unknown> }) {
  const total = page.total ?? page.items.length;
  return total > page.items.length ? <p className="faint">{t.behind.shownOf(num(page.items.length), num(total))}</p> : null;
}

/** A family in such a list; an auditor is led to its replay. */
export function FamilyBehind({ family, aside, foot }: { family: FamilyCard; aside?: ReactNode; foot?: ReactNode }) {
  const audits = hasRole(useUser(), 'auditor');
  const row = {
    who: family.family_name ?? `${t.words.fileNumber} ${digits(family.file_number)}`,
    what: <><bdi>{digits(family.file_number)}</bdi> · <bdi>{digits(family.neighborhood.name ?? t.common.unknown)}</bdi></>,
    aside: aside ?? <TierChip tier={family.tier} />,
    ...(foot ? { foot } : {}),
    ...(family.tier ? { edge: family.tier } : {}),
  };
  return audits ? <RowLink to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family.id }} {...row} /> : <RowLink to="/families/$id" params={{ id: family.id }} {...row} />;
}
