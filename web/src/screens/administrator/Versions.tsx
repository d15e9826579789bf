import { Link } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today, type ServerDate } from '@/lib/dates.ts';
import { Card, Chip, Row } from '@/ui/index.ts';
import type { IndicatorSet } from '../family/types.ts';

export type PublishedSet = IndicatorSet & { effective_from: ServerDate };

export const versionPath = (set: string, version: number): string => `/indicator-sets/${set}/versions/${version}`;

/** Whether it is in force, was, or will be. */
export function VersionChip({ version, current, from }: { version: number; current: number; from: ServerDate }) {
  if (version === current) return <Chip tone="good">{t.administrator.inForce(formatDate(from))}</Chip>;
  return from.iso > today() ? <Chip tone="info">{t.administrator.comingFrom(formatDate(from))}</Chip> : <Chip>{t.administrator.wasFrom(formatDate(from))}</Chip>;
}

type SetVersion = { version: number; indicators: number; effective_from: ServerDate };

/** Every version that was published, the newest first; the server tells of those that are still to come to those who publish them. */
export function Versions({ current, shown }: { current: PublishedSet; shown: number }) {
  const items = useApi<{ items: SetVersion[] }>(`/indicator-sets/${current.set_id}/versions`, { streams: ['indicator_set'] }).data?.items ?? [];
  if (items.length < 2) return null;
  return (
    <Card title={t.administrator.versions}>
      <ul className="list">
        {items.map(({ version, indicators, effective_from: from }) => {
          const title = t.administrator.setVersion(num(version));
          return (
            <li key={version}>
              <Row
                who={version === shown ? <span aria-current="true">{title}</span> : <Link to="/indicators" search={version === current.version ? {} : { version }}>{title}</Link>}
                what={t.administrator.indicatorsCount(num(indicators))}
                aside={<><VersionChip version={version} current={current.version} from={from} />{version === shown ? <Chip tone="info">{t.administrator.shownHere}</Chip> : null}</>}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
