import { useState } from 'react';
import { hasRole, useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Button, Dialog, Empty, Loaded, Page, SearchField, TakeAway, foldPersian } from '@/ui/index.ts';
import { FigureCards } from './FigureCards.tsx';
import { FIGURE_FORMS, type FigureAct } from './FigureForms.tsx';
import { NationalTabs, figureName, useKeeps } from './shared.tsx';
import type { NationalFigure } from './types.ts';

/** Every declared figure of the nation once, with every part of its document that tells it. */
export function Figures() {
  const words = t.national;
  const found = useApi<Paged<NationalFigure>>('/reports/national-figures', { streams: ['place', 'agreement', 'ngo', 'office'] });
  const user = useUser();
  // Figures of the nation are kept by whoever serves all of it.
  const keeps = useKeeps() && (hasRole(user, 'administrator') || user.place_id === null);
  const [search, setSearch] = useState('');
  const [act, setAct] = useState<FigureAct | null>(null);
  const Asked = act ? FIGURE_FORMS[act] : null;
  const wanted = foldPersian(search.trim()).toLowerCase();
  const fits = (one: NationalFigure): boolean => wanted === '' || foldPersian(`${figureName(one)} ${one.indicator} ${one.told_in.map((part) => part.section).join(' ')}`).toLowerCase().includes(wanted);
  return (
    <Page title={words.tabs.figures} subtitle={words.figuresSubtitle} actions={keeps ? <span className="cluster"><Button icon="add" onPress={() => setAct('declare')}>{words.act.declare}</Button>{(['tell', 'relate', 'doubt'] as const).map((one) => <Button key={one} variant="quiet" onPress={() => setAct(one)}>{words.act[one]}</Button>)}</span> : undefined}>
      <NationalTabs />
      <Loaded query={found} rows={6}>
        {({ items, position }) => {
          const shown = items.filter(fits);
          const repeated = items.filter((one) => one.told_in.length > 1).length;
          return (
            <div className="stack">
              <SearchField label={words.searchFigures} value={search} onChange={setSearch} />
              <p className="soft">{words.figuresCount(num(items.length), num(repeated))}</p>
              <h2 className="visually-hidden">{words.tabs.figures}</h2>
              {shown.length === 0 ? <Empty icon="search" title={words.noFigures} /> : <FigureCards figures={shown} />}
              <AsOf position={position} at={found.dataUpdatedAt} />
              <TakeAway what="tables/national-figures" />
              <Dialog title={act ? words.act[act] : ''} open={act !== null} onClose={() => setAct(null)} wide={act === 'declare'}>
                {Asked ? <Asked figures={items} onClose={() => setAct(null)} /> : null}
              </Dialog>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
