import { Link } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Domain, type FamilyCard, type Paged, type Query } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, type ServerDate } from '@/lib/dates.ts';
import { useVocabulary } from '@/screens/family/data.ts';
import { Empty, Loaded, Table } from '@/ui/index.ts';
import { BehindPanel, FamilyBehind, ShownOf } from './BehindPanel.tsx';
import type { ServiceNumber } from './services.ts';

type ServedPerson = { member_id: string; family_id: string; file_number: string; family_name: string | null; given_name: string | null; services: number; contacts: number; last_on: ServerDate };
type GivenService = { service_id: string; family_id: string; file_number: string; family_name: string | null; domain: Domain | null; kind: string; delivered_on: ServerDate; persons: number; contacts: number; hours: number };

/** The way to a family, by its file number; an auditor is led to its replay. */
function FamilyLink({ id, number }: { id: string; number: string }) {
  const audits = hasRole(useUser(), 'auditor');
  const text = <bdi>{digits(number)}</bdi>;
  return audits ? <Link to="/audit/replay/$stream/$id" params={{ stream: 'family', id }}>{text}</Link> : <Link to="/families/$id" params={{ id }}>{text}</Link>;
}

function Families({ query }: { query: Query }) {
  const found = useApi<Paged<FamilyCard>>('/reports/services/families', { query, streams: ['family'] });
  return (
    <Loaded query={found}>
      {(page) => page.items.length === 0 ? <><Empty title={t.common.empty} /><ShownOf page={page} /></> : (
        <div className="stack-tight">
          <ul className="cards grid">{page.items.map((family) => <li key={family.id}><FamilyBehind family={family} /></li>)}</ul>
          <ShownOf page={page} />
        </div>
      )}
    </Loaded>
  );
}

function Persons({ query, caption }: { query: Query; caption: string }) {
  const found = useApi<Paged<ServedPerson>>('/reports/services/persons', { query, streams: ['family'] });
  return (
    <Loaded query={found}>
      {(page) => page.items.length === 0 ? <><Empty title={t.common.empty} /><ShownOf page={page} /></> : (
        <div className="stack-tight">
          <Table<ServedPerson>
            caption={caption}
            rows={page.items}
            rowKey={(row) => row.member_id}
            columns={[
              { key: 'person', label: t.behind.person, header: true, cell: (row) => <bdi>{[row.given_name ?? t.family.nameErased, row.family_name].filter(Boolean).join(' ')}</bdi> },
              { key: 'family', label: t.words.fileNumber, cell: (row) => <FamilyLink id={row.family_id} number={row.file_number} /> },
              { key: 'services', label: t.behind.times, numeric: true, cell: (row) => num(row.services) },
              { key: 'contacts', label: t.behind.contacts, numeric: true, cell: (row) => num(row.contacts) },
              { key: 'last', label: t.behind.last, cell: (row) => formatDate(row.last_on) },
            ]}
          />
          <ShownOf page={page} />
        </div>
      )}
    </Loaded>
  );
}

function Given({ query, caption }: { query: Query; caption: string }) {
  const found = useApi<Paged<GivenService>>('/reports/services/given', { query, streams: ['family'] });
  const words = useVocabulary();
  return (
    <Loaded query={found}>
      {(page) => page.items.length === 0 ? <><Empty title={t.common.empty} /><ShownOf page={page} /></> : (
        <div className="stack-tight">
          <Table<GivenService>
            caption={caption}
            rows={page.items}
            rowKey={(row) => row.service_id}
            columns={[
              { key: 'kind', label: t.behind.kind, header: true, cell: (row) => words.kind(row.kind) },
              { key: 'family', label: t.behind.family, cell: (row) => <><bdi>{row.family_name ?? ''}</bdi> <FamilyLink id={row.family_id} number={row.file_number} /></> },
              { key: 'on', label: t.behind.on, cell: (row) => formatDate(row.delivered_on) },
              { key: 'persons', label: t.behind.reached, numeric: true, cell: (row) => num(row.persons) },
              { key: 'contacts', label: t.behind.contacts, numeric: true, cell: (row) => num(row.contacts) },
              { key: 'hours', label: t.behind.hours, numeric: true, cell: (row) => (row.hours > 0 ? num(row.hours) : '') },
            ]}
          />
          <ShownOf page={page} />
        </div>
      )}
    </Loaded>
  );
}

type BehindProps = { of: ServiceNumber; /** In words, where one kind was pressed. */ kind: string | null; count: number | null; query: Query; onClose: () => void };

/** The families, persons or services behind a number of the report. */
export function ServicesBehind({ of, kind, count, query, onClose }: BehindProps) {
  const what = t.behind.services[of];
  const title = kind ? t.behind.ofKind(what, kind) : what;
  const said = count === null ? null : of === 'families' ? t.behind.total.families(num(count)) : of === 'persons' ? t.behind.total.persons(num(count)) : of === 'contacts' || of === 'hours' ? `${t.behind[of]}: ${num(count)}` : t.behind.total.services(num(count));
  return (
    <BehindPanel title={title} count={said} onClose={onClose}>
      {of === 'families' ? <Families query={query} /> : of === 'persons' ? <Persons query={query} caption={title} /> : <Given query={{ ...query, among: of === 'successes' || of === 'hours' ? of : undefined }} caption={title} />}
    </BehindPanel>
  );
}
