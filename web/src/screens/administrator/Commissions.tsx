import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Card, DomainChip, Empty, LinkButton, Loaded, Page, Table } from '@/ui/index.ts';
import type { CommissionView } from './types.ts';

/** The commissions: one domain each, for the cases of some centers. */
export function Commissions() {
  const commissions = useApi<Paged<CommissionView>>('/commissions', { streams: ['commission'] });
  const centers = useApi<Paged<NamedRef>>('/centers', { streams: ['center'] });
  const nameOf = (id: string) => digits(centers.data?.items.find((one) => one.id === id)?.name ?? '…');
  return (
    <Page title={t.setup.commissionsTitle} subtitle={t.setup.commissionsHelp} actions={<LinkButton variant="primary" icon="add" to="/admin/commissions/new">{t.setup.addCommission}</LinkButton>}>
      <Loaded query={commissions}>
        {({ items }) => items.length === 0 ? <Empty icon="document" title={t.setup.noCommissions} /> : (
          <Card flush>
            <Table<CommissionView>
              caption={t.setup.commissionsTitle}
              rows={items}
              rowKey={(one) => one.id}
              columns={[
                { key: 'name', label: t.setup.name, header: true, cell: (one) => <bdi>{digits(one.name)}</bdi> },
                { key: 'domain', label: t.setup.domain, cell: (one) => <DomainChip domain={one.domain} /> },
                { key: 'centers', label: t.setup.centers, cell: (one) => <bdi>{one.center_ids.map(nameOf).join(t.common.listComma)}</bdi> },
                { key: 'quorum', label: t.setup.quorum, numeric: true, cell: (one) => num(one.quorum) },
                { key: 'open', label: t.setup.openReferrals, numeric: true, cell: (one) => num(one.open_referrals) },
                { key: 'formed', label: t.setup.formedOn, cell: (one) => formatDate(one.formed_on) },
              ]}
            />
          </Card>
        )}
      </Loaded>
    </Page>
  );
}
