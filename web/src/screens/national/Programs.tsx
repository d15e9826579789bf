import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Dialog, Loaded, Page, StatLink, TakeAway } from '@/ui/index.ts';
import { ProgramCards, type ProgramAct } from './ProgramCards.tsx';
import { ProgramActForm, ProgramForm } from './ProgramForms.tsx';
import { NationalTabs, useKeeps } from './shared.tsx';
import type { Approach, Level, Matrix, ProgramCard } from './types.ts';
import './national.css';

const LEVELS: readonly Level[] = ['structural', 'institutional', 'relational'];
const APPROACHES: readonly Approach[] = ['preventive', 'curative'];

function MatrixTable({ matrix }: { matrix: Matrix }) {
  const words = t.national;
  const cell = (level: Level, approach: Approach) => matrix.cells.find((one) => one.level === level && one.approach === approach);
  return (
    <div className="stack">
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- scrolled by keyboard too */}
      <div className="table-wrap" tabIndex={0}>
        <table className="table interventions">
          <caption className="visually-hidden">{words.matrix}</caption>
          <thead>
            <tr>
              <th scope="col">{words.level}</th>
              {APPROACHES.map((approach) => <th key={approach} scope="col">{words.approaches[approach]}</th>)}
            </tr>
          </thead>
          <tbody>
            {LEVELS.map((level) => (
              <tr key={level}>
                <th scope="row">{words.levels[level]}<br /><span className="soft">{words.levelHelp[level]}</span></th>
                {APPROACHES.map((approach) => {
                  const found = cell(level, approach);
                  return (
                    <td key={approach}>
                      <StatLink
                        to="/national/programs"
                        search={{ level, approach }}
                        name={words.cellName(words.levels[level], words.approaches[approach])}
                        value={found?.programs ?? 0}
                        {...(found && found.ended > 0 ? { note: words.endedOf(num(found.ended)) } : {})}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="tiles">
        <StatLink to="/national/programs" search={{ apart: true }} name={words.unclassed} value={matrix.unclassed} note={words.unclassedNote} {...(matrix.unclassed > 0 ? { tone: 'warn' as const } : {})} />
        <StatLink to="/national/programs" search={{}} name={words.allPrograms} value={matrix.total} />
      </div>
    </div>
  );
}

/** The matrix of interventions: three levels by two approaches, each cell with the programs in it; those in none apart. */
export function Programs() {
  const words = t.national;
  const search = useSearch({ from: '/shell/national/programs' });
  const navigate = useNavigate();
  const keeps = useKeeps();
  const [act, setAct] = useState<ProgramAct | null>(null);
  const [registering, setRegistering] = useState(false);
  const matrix = useApi<Matrix>('/reports/interventions', { streams: ['program'] });
  const query = search.apart ? { classed: 'false' } : search.undivided ? { divided: 'false' } : { level: search.level, approach: search.approach, agency_id: search.agency, divided: search.going ? 'true' : undefined };
  const agency = useApi<{ id: string; name: string }>(`/agencies/${search.agency ?? ''}`, { streams: ['agency'], enabled: search.agency !== undefined }).data;
  const list = useApi<Paged<ProgramCard>>('/programs', { query, streams: ['program'], keepPrevious: true });
  const heading = search.apart ? words.unclassed : search.undivided ? words.undivided : search.agency ? (search.going ? words.goingOfAgency : words.programsOfAgency)(agency?.name ?? '') : search.level && search.approach ? words.cellName(words.levels[search.level], words.approaches[search.approach]) : words.allPrograms;
  const narrowed = search.apart === true || search.undivided === true || search.agency !== undefined || search.level !== undefined || search.approach !== undefined;
  return (
    <Page title={words.matrix} subtitle={words.programsSubtitle} actions={keeps ? <Button icon="add" onPress={() => setRegistering(true)}>{words.act.register}</Button> : undefined}>
      <NationalTabs />
      <Loaded query={matrix} rows={4}>{(found) => <Card title={words.matrix}><MatrixTable matrix={found} /></Card>}</Loaded>
      <section className="stack" aria-label={heading}>
        <div className="spread">
          <h2>{heading}{list.data ? <span className="soft"> {num(list.data.items.length)}</span> : null}</h2>
          {narrowed ? <Button small variant="quiet" icon="close" onPress={() => void navigate({ to: '/national/programs', search: {} })}>{words.allPrograms}</Button> : null}
        </div>
        <Loaded query={list} rows={4}>{({ items, position }) => <><ProgramCards programs={items} {...(keeps ? { onAct: setAct } : {})} /><AsOf position={position} at={list.dataUpdatedAt} /><TakeAway what="tables/programs" query={query} /></>}</Loaded>
      </section>
      <Dialog title={words.act.register} open={registering} onClose={() => setRegistering(false)} wide>
        {registering ? <ProgramForm onClose={() => setRegistering(false)} /> : null}
      </Dialog>
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)} wide>
        {act ? <ProgramActForm {...act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </Page>
  );
}
