import { useEffect } from 'react';
import { useApi, useMeta } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Card, Chip, Loaded, Notice, Page, Stat, Table } from '@/ui/index.ts';
import type { ProjectionView } from './types.ts';

const REFRESH_MILLISECONDS = 10_000;

/** Where each read model stands against the log. */
export function System() {
  const found = useApi<{ items: ProjectionView[]; position: number }>('/system/projections');
  const meta = useMeta();
  const { refetch } = found;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), REFRESH_MILLISECONDS);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <Page title={t.administrator.systemTitle} subtitle={t.administrator.systemHelp}>
      <Loaded query={found}>
        {({ items, position }) => {
          const paused = items.filter((p) => p.state !== 'running').length;
          const behind = items.filter((p) => p.lag > 0).length;
          return (
            <>
              <Notice tone={paused > 0 ? 'bad' : behind > 0 ? 'warn' : 'good'}>
                <p>{paused > 0 ? t.administrator.somePaused(num(paused)) : behind > 0 ? t.administrator.someBehind(num(behind)) : t.administrator.allWell}</p>
              </Notice>
              <div className="tiles">
                <Stat name={t.administrator.head} value={position} note={t.administrator.refreshed} />
                <Stat name={t.administrator.softwareVersion} value={meta.data ? digits(meta.data.version) : '…'} />
              </div>
              <Card flush>
                <Table<ProjectionView>
                  caption={t.administrator.systemTitle}
                  rows={items}
                  rowKey={(p) => `${p.name}/${p.version}`}
                  changed={(p) => p.state !== 'running'}
                  columns={[
                    { key: 'name', label: t.administrator.projection, header: true, cell: (p) => t.administrator.projections[p.name] ?? p.name.replaceAll('_', ' ') },
                    { key: 'version', label: t.administrator.version, numeric: true, cell: (p) => num(p.version) },
                    { key: 'position', label: t.administrator.position, numeric: true, cell: (p) => num(p.position) },
                    { key: 'lag', label: t.administrator.lag, numeric: true, cell: (p) => num(p.lag) },
                    { key: 'state', label: t.administrator.state, cell: (p) => (p.state === 'running' ? <Chip tone="good">{t.administrator.running}</Chip> : <Chip tone="bad" icon="alert">{t.administrator.paused}</Chip>) },
                    { key: 'error', label: t.administrator.error, cell: (p) => (p.error ? <bdi dir="ltr">{p.error}</bdi> : null) },
                  ]}
                />
              </Card>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
