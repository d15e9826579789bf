import { useParams } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Card, Chip, Loaded, Notice, Page, Table, Source } from '@/ui/index.ts';
import { AgencyActionList } from '@/screens/resilience/AgencyActions.tsx';
import type { AgencyView } from './types.ts';

/** One agency: the names its sources give it, and its duties. */
export function Agency() {
  const { id } = useParams({ from: '/shell/agencies/$id' });
  const found = useApi<AgencyView>(`/agencies/${id}`, { streams: ['agency'] });
  return (
    <Loaded query={found}>
      {(one) => (
        <Page title={one.name} back={{ label: t.places.agenciesTitle, to: '/agencies' }} subtitle={<span className="cluster"><Chip>{t.words.agencyLevel[one.level]}</Chip>{one.name_en ? <bdi dir="ltr">{one.name_en}</bdi> : null}</span>}>
          {one.enforcement ? <Notice tone="warn" title={t.places.enforcement}><p>{t.places.enforcementWhy}</p></Notice> : null}
          <Card title={t.places.aliases}>
            {one.aliases.length === 0 ? <p className="soft">{t.places.noAliases}</p> : <ul className="cluster list">{one.aliases.map((alias) => <li key={alias}><Chip><bdi>{alias}</bdi></Chip></li>)}</ul>}
          </Card>
          <Card title={t.resilience.ours.ofAgency}><AgencyActionList agency={one.id} open={false} speaks={false} /></Card>
          <Card title={t.places.duties}>
            {one.duties.length === 0 ? <p className="soft">{t.places.noDuties}</p> : (
              <Table<AgencyView['duties'][number]>
                caption={t.places.duties}
                rows={one.duties}
                rowKey={(d) => `${d.source}/${d.number}`}
                columns={[
                  { key: 'number', label: t.places.number, cell: (d) => num(d.number) },
                  { key: 'text', label: t.places.duty, header: true, cell: (d) => <bdi>{digits(d.text)}</bdi> },
                  { key: 'source', label: t.places.source, cell: (d) => <Source of={d.source} /> },
                ]}
              />
            )}
          </Card>
        </Page>
      )}
    </Loaded>
  );
}
