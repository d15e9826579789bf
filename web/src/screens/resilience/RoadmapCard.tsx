import { useState } from 'react';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Dialog, Disclosure, Empty, Facts, Loaded, Notice, TakeAway } from '@/ui/index.ts';
import { ActionCard, isGoing } from './ActionCard.tsx';
import { ApartForm, MatchForm } from './MatchForm.tsx';
import { ActionForm, AdoptForm, RetitleForm, RiskForm, WordDialog, type Word } from './forms.tsx';
import type { ActionView, Horizon, RiskView, RoadmapVersion, RoadmapView } from './types.ts';

type Asked = { form: 'risk' } | { form: 'reassess' | 'retitle'; risk: RiskView } | { form: 'action' } | { form: 'change' | 'match' | 'apart'; action: ActionView } | { form: 'adopt' };
const HORIZONS: readonly Horizon[] = ['short', 'medium', 'long'];

function Risk({ risk, keeps, ask }: { risk: RiskView; keeps: boolean; ask: (asked: Asked) => void }) {
  const words = t.resilience;
  const former = risk.titles.slice(0, -1);
  return (
    <div className="stack-tight">
      <span className="cluster">
        <strong><bdi>{risk.title}</bdi></strong>
        {risk.kind ? <Chip>{words.kind[risk.kind]}</Chip> : null}
        {risk.extent ? <Chip>{words.extent[risk.extent]}</Chip> : null}
        {risk.duration ? <Chip>{words.duration[risk.duration]}</Chip> : null}
        {risk.social_level ? <Chip>{words.socialLevel[risk.social_level]}</Chip> : null}
      </span>
      {former.map((one) => <small key={one.title} className="soft">{words.formerly}: <bdi>{one.title}</bdi> · {formatDate(one.on)}</small>)}
      {keeps ? (
        <span className="cluster">
          <Button small onPress={() => ask({ form: 'retitle', risk })}>{words.act.retitle}</Button>
          <Button small variant="quiet" onPress={() => ask({ form: 'reassess', risk })}>{words.act.reassess}</Button>
        </span>
      ) : null}
    </div>
  );
}

const lengthOf = (version: RoadmapVersion | undefined, horizon: Horizon): number | null => (version ? { short: version.short_months, medium: version.medium_months, long: version.long_months }[horizon] : null);

type BoardProps = { roadmap: RoadmapView; keeps: boolean; ask: (asked: Asked) => void; onWord: (action: ActionView, act: Word) => void };

/** Actions by horizon. */
function Board({ roadmap, keeps, ask, onWord }: BoardProps) {
  const words = t.resilience;
  const last = roadmap.versions.at(-1);
  const kept = roadmap.actions.filter((one) => one.state !== 'dropped');
  return (
    <div className="horizons">
      {HORIZONS.map((horizon) => {
        const months = lengthOf(last, horizon);
        const here = kept.filter((one) => one.horizon === horizon);
        return (
          <section key={horizon} aria-labelledby={`horizon-${horizon}`}>
            <h3 id={`horizon-${horizon}`}>{words.horizon[horizon]} <span className="soft">{num(here.length)}</span> <small className="soft">{months === null ? words.noLength : words.months(num(months))}</small></h3>
            {here.map((action) => (
              <ActionCard
                key={action.id}
                action={action}
                actions={keeps && isGoing(action.state) ? (
                  <>
                    {action.since_version === null ? null : <Button small onPress={() => onWord(action, 'progress')}>{words.act.progress}</Button>}
                    {action.since_version === null ? null : <Button small onPress={() => onWord(action, 'done')}>{words.act.done}</Button>}
                    <Button small variant="quiet" onPress={() => ask({ form: 'change', action })}>{words.act.change}</Button>
                    <Button small variant="quiet" onPress={() => ask({ form: 'match', action })}>{words.act.match}</Button>
                    {action.same_as.length > 0 ? <Button small variant="quiet" onPress={() => ask({ form: 'apart', action })}>{words.act.apart}</Button> : null}
                    <Button small variant="quiet" onPress={() => onWord(action, 'drop')}>{words.act.drop}</Button>
                  </>
                ) : null}
              />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function Body({ roadmap, keeps }: { roadmap: RoadmapView; keeps: boolean }) {
  const words = t.resilience;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [word, setWord] = useState<{ action: ActionView; act: Word } | null>(null);
  const close = () => setAsked(null);
  const last = roadmap.versions.at(-1);
  const dropped = roadmap.actions.filter((one) => one.state === 'dropped');
  const id = roadmap.neighborhood.id;
  const form = () => {
    if (!asked) return null;
    if (asked.form === 'risk') return <RiskForm neighborhood={id} onClose={close} />;
    if (asked.form === 'reassess') return <RiskForm neighborhood={id} risk={asked.risk} onClose={close} />;
    if (asked.form === 'retitle') return <RetitleForm neighborhood={id} risk={asked.risk} onClose={close} />;
    if (asked.form === 'action') return <ActionForm neighborhood={id} onClose={close} />;
    if (asked.form === 'match') return <MatchForm neighborhood={id} action={asked.action} onClose={close} />;
    if (asked.form === 'apart') return <ApartForm neighborhood={id} action={asked.action} onClose={close} />;
    if (asked.form === 'change') return <ActionForm neighborhood={id} action={asked.action} onClose={close} />;
    return <AdoptForm neighborhood={id} risks={roadmap.risks} last={last} onClose={close} />;
  };
  return (
    <div className="stack">
      {roadmap.risks.length === 0 ? <p className="soft">{words.noRisk}</p> : roadmap.risks.map((risk) => <Risk key={risk.id} risk={risk} keeps={keeps} ask={setAsked} />)}
      {last ? (
        <Facts facts={[
          { term: words.roadmap, value: <span className="cluster"><Chip>{words.version(num(last.version))}</Chip><span className="soft">{words.adoptedOn(formatDate(last.adopted_on))}</span></span> },
          { term: words.audience, value: last.audience },
          { term: words.period, value: last.period },
        ]}
        />
      ) : <p className="soft">{words.notYet}</p>}
      {roadmap.flags.length > 0 ? <Notice tone="warn"><ul>{roadmap.flags.map((flag) => <li key={flag}>{words.flagWhy[flag]}</li>)}</ul></Notice> : null}
      {keeps ? (
        <span className="cluster">
          <Button icon="add" onPress={() => setAsked({ form: 'risk' })}>{words.act.risk}</Button>
          <Button icon="add" onPress={() => setAsked({ form: 'action' })}>{words.act.action}</Button>
          {roadmap.risks.length > 0 && roadmap.actions.length > dropped.length ? <Button icon="check" variant="primary" onPress={() => setAsked({ form: 'adopt' })}>{words.act.adopt}</Button> : null}
        </span>
      ) : null}
      {roadmap.actions.length === dropped.length ? <Empty icon="task" title={words.noActions} /> : <Board roadmap={roadmap} keeps={keeps} ask={setAsked} onWord={(action, act) => setWord({ action, act })} />}
      {dropped.length > 0 ? <Disclosure summary={words.dropped(num(dropped.length))}><div className="stack">{dropped.map((action) => <ActionCard key={action.id} action={action} />)}</div></Disclosure> : null}
      <AsOf position={roadmap.position} />
      <TakeAway what="tables/neighborhood-roadmap" query={{ neighborhood_id: roadmap.neighborhood.id }} />
      <Dialog title={asked ? words.act[asked.form] : ''} open={asked !== null} onClose={close} wide>{form()}</Dialog>
      <WordDialog asked={word} agency={null} onClose={() => setWord(null)} />
    </div>
  );
}

/** A neighborhood's risks and roadmap, for everybody to read and its facilitators to keep; the server says whose it is. */
export function RoadmapCard({ id }: { id: string }) {
  const roadmap = useApi<RoadmapView>(`/neighborhoods/${id}/roadmap`, { streams: ['neighborhood'] });
  const keeps = hasRole(useUser(), 'facilitator');
  return (
    <Card title={t.resilience.title}>
      <Loaded query={roadmap}>{(found) => <Body roadmap={found} keeps={keeps} />}</Loaded>
    </Card>
  );
}
