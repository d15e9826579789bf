import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi, type Paged } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDayMonth, num } from '@/lib/dates.ts';
import { tabOf } from '@/screens/caseworker/calendar/Item.tsx';
import type { Caseload } from '@/screens/manager/data.ts';
import { AsOf, Chip, Empty, Loaded, Page, RowLink, SelectField } from '@/ui/index.ts';
import type { OverdueWork } from './types.ts';

const ALL = 'all';

function Work({ work }: { work: OverdueWork }) {
  const title = work.kind === 'calendar_entry' || work.kind === 'task' || work.kind === 'expert_unanswered' ? inLanguage(work.title.fa, work.title.en) : t.caseworker.kinds[work.kind];
  const from = work.window_from;
  return (
    <RowLink
      to="/families/$id"
      params={{ id: work.family_id }}
      search={{ tab: tabOf(work) }}
      edge="overdue"
      who={work.family_name ? t.family.of(work.family_name) : digits(work.file_number)}
      what={<><bdi>{title}</bdi> · {from && from.iso !== work.due.iso ? t.family.window(formatDayMonth(from), formatDayMonth(work.due)) : formatDayMonth(work.due)}</>}
      aside={<Chip tone="bad" icon="clock">{t.owed.late(num(work.days_late))}</Chip>}
      foot={<span className="cluster"><Chip icon="caseworker">{work.caseworker?.name ?? t.owed.nobodys}</Chip>{work.missed ? <Chip tone="bad" icon="alert">{t.family.missedStill}</Chip> : null}</span>}
    />
  );
}

/** Overdue work of one caseworker or of all, piece by piece. */
export function OverdueList({ caseworker }: { caseworker?: string | undefined }) {
  const work = useApi<Paged<OverdueWork>>('/center/overdue', { query: { caseworker_id: caseworker }, streams: ['family', 'caseworker'] });
  return (
    <Loaded query={work} rows={5}>
      {({ items, position }) => (
        <div className="stack">
          {items.length === 0 ? <Empty icon="check" title={t.owed.noOverdue} /> : <ul className="cards">{items.map((one) => <li key={`${one.id}-${one.kind}`}><Work work={one} /></li>)}</ul>}
          <AsOf position={position} at={work.dataUpdatedAt} />
        </div>
      )}
    </Loaded>
  );
}

/** What caseworkers of the center are late with. */
export function Overdue() {
  const { caseworker } = useSearch({ from: '/shell/center/overdue' });
  const navigate = useNavigate();
  const caseloads = useApi<Paged<Caseload>>('/center/caseloads', { streams: ['caseworker'] });
  const options = (caseloads.data?.items ?? []).map((one) => ({ value: one.caseworker.id, label: one.caseworker.name ?? t.family.nameErased }));
  return (
    <Page title={t.owed.overdueTitle} subtitle={t.owed.overdueHelp}>
      <div className="stack">
        <SelectField name="caseworker" label={t.words.caseworker} options={[{ value: ALL, label: t.owed.everybody }, ...options]} value={caseworker ?? ALL} onChange={(id) => void navigate({ to: '/center/overdue', search: id && id !== ALL ? { caseworker: id } : {}, replace: true })} />
        <OverdueList caseworker={caseworker} />
      </div>
    </Page>
  );
}
