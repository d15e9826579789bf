import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Card, Chip, Empty, LinkButton, Loaded, Page, Table } from '@/ui/index.ts';
import type { CenterView } from './types.ts';

const add = () => <LinkButton variant="primary" icon="add" to="/admin/centers/new">{t.setup.addCenter}</LinkButton>;

/** The centers of the program. */
export function Centers() {
  const centers = useApi<Paged<CenterView>>('/centers', { streams: ['center'] });
  return (
    <Page title={t.setup.centersTitle} subtitle={t.setup.centersHelp} actions={add()}>
      <Loaded query={centers}>
        {({ items }) => items.length === 0 ? <Empty icon="home" title={t.setup.noCenters}><p>{t.setup.noCentersHelp}</p></Empty> : (
          <Card flush>
            <Table<CenterView>
              caption={t.setup.centersTitle}
              rows={items}
              rowKey={(one) => one.id}
              columns={[
                { key: 'name', label: t.setup.name, header: true, cell: (one) => <span className="cluster"><bdi>{digits(one.name)}</bdi>{one.closed_on ? <Chip tone="warn">{t.setup.closedOn(formatDate(one.closed_on))}</Chip> : null}</span> },
                { key: 'host', label: t.setup.host, cell: (one) => t.setup.hosts[one.host] },
                { key: 'prefix', label: t.setup.filePrefix, cell: (one) => <bdi dir="ltr">{digits(one.file_prefix)}</bdi> },
                { key: 'neighborhoods', label: t.setup.neighborhoods, cell: (one) => <bdi>{one.neighborhoods.map((n) => digits(n.name ?? t.common.unknown)).join(t.common.listComma)}</bdi> },
                { key: 'opened', label: t.setup.openedOn, cell: (one) => formatDate(one.opened_on) },
              ]}
            />
          </Card>
        )}
      </Loaded>
    </Page>
  );
}
