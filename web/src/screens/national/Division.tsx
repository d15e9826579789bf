import { Link } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { AsOf, Card, Chip, Empty, Loaded, Page, StatLink, Table, TakeAway } from '@/ui/index.ts';
import { NationalTabs, titleOf } from './shared.tsx';
import type { AgencyPart, Division as Answer, LaborOfAgency } from './types.ts';

function Part({ part }: { part: AgencyPart }) {
  const words = t.national;
  return (
    <li>
      <Link to="/national/programs/$id" params={{ id: part.program_id }}><bdi>{titleOf(part)}</bdi></Link>
      <div className="soft">
        {part.part ? words.shareParts[part.part] : ''}{part.expected ? <> · <bdi>{part.expected}</bdi></> : null}{part.due_on ? <> · {words.by(formatDate(part.due_on))}</> : null}
        {part.is_late ? <> <Chip tone="warn">{words.shareLate}</Chip></> : null}
      </div>
    </li>
  );
}

/** The division of labour by agency: in which programs each has which part. A number of programs opens them; the parts that are late are marked beside their number. */
export function Division() {
  const words = t.national;
  const division = useApi<Answer>('/reports/division-of-labor', { streams: ['program', 'agency'] });
  return (
    <Page title={words.division} subtitle={words.divisionSubtitle}>
      <NationalTabs />
      <Loaded query={division} rows={5}>
        {(found) => (
          <div className="stack">
            <div className="tiles">
              <StatLink to="/national/programs" search={{ undivided: true }} name={words.undivided} value={found.undivided} note={words.ofPrograms(num(found.programs))} {...(found.undivided > 0 ? { tone: 'warn' as const } : {})} />
            </div>
            {found.agencies.length === 0 ? <Card><Empty icon="task" title={words.noShares} /></Card> : (
              <Table<LaborOfAgency>
                caption={words.division}
                rows={found.agencies}
                rowKey={(row) => row.agency.id}
                columns={[
                  { key: 'agency', label: words.agency, header: true, cell: (row) => <bdi>{row.agency.name}</bdi> },
                  { key: 'programs', label: words.tabs.programs, numeric: true, cell: (row) => <Link to="/national/programs" search={{ agency: row.agency.id, going: true }} aria-label={words.programsOf(row.agency.name ?? '', num(row.programs))}>{num(row.programs)}</Link> },
                  { key: 'late', label: words.lateShares, cell: (row) => words.lateOf(num(row.late), num(row.parts.length)) },
                  { key: 'parts', label: words.shares, cell: (row) => <ul className="stack-tight">{row.parts.map((part) => <Part key={`${part.program_id}/${part.part ?? ''}`} part={part} />)}</ul> },
                ]}
              />
            )}
            <AsOf position={found.position} at={division.dataUpdatedAt} />
            <TakeAway what="tables/division-of-labor" />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
