import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Chip, Empty, Loaded, Page, RowLink, SearchField } from '@/ui/index.ts';
import type { AgencyCard } from './types.ts';

/** Agencies by name or by any of the names their sources give them. */
export function Agencies() {
  const { q } = useSearch({ from: '/shell/agencies' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q ?? '');
  const found = useApi<Paged<AgencyCard>>('/agencies', { query: { q }, streams: ['agency'], keepPrevious: true });
  return (
    <Page title={t.places.agenciesTitle}>
      <SearchField
        label={t.places.searchAgency}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          void navigate({ to: '/agencies', search: value.trim() ? { q: value.trim() } : {}, replace: true, resetScroll: false });
        }}
      />
      <Loaded query={found}>
        {({ items }) => items.length === 0 ? <Empty icon="home" title={t.common.emptySearch} /> : (
          <ul className="cards grid">
            {items.map((one) => (
              <li key={one.id}>
                <RowLink
                  to="/agencies/$id"
                  params={{ id: one.id }}
                  who={one.name}
                  what={one.aliases.slice(0, 3).join(t.common.listComma)}
                  aside={<Chip>{t.words.agencyLevel[one.level]}</Chip>}
                  foot={<span className="cluster">{one.duties > 0 ? <small className="soft">{t.places.dutiesCount(num(one.duties))}</small> : null}{one.enforcement ? <Chip tone="warn">{t.places.enforcement}</Chip> : null}</span>}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}
