import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Icon, type IconName } from '@/ui/index.ts';
import type { Horizon, PageContent, PageState } from './types.ts';

const ICONS: Record<PageState, IconName> = { not_begun: 'clock', underway: 'replay', done: 'check', hindered: 'alert' };
const HORIZONS: readonly Horizon[] = ['short', 'medium', 'long'];

/** How far something is: a sign and a word, never a colour alone. */
function State({ state }: { state: PageState }) {
  return <span className={`residents-state ${state}`}><Icon name={ICONS[state]} size={22} />{t.residents.state[state]}</span>;
}

function Line({ text, who, state }: { text: string; who: readonly string[]; state: PageState }) {
  return (
    <li>
      <span><bdi>{digits(text)}</bdi>{who.length > 0 ? <small><bdi>{who.join(t.common.listComma)}</bdi></small> : null}</span>
      <State state={state} />
    </li>
  );
}

/** What was decided for a place, in plain words and large letters. */
export function Content({ page }: { page: PageContent }) {
  const words = t.residents;
  const { actions = [], plans = [], duties = [], approvals = [], office } = page;
  return (
    <>
      {HORIZONS.map((horizon) => {
        const own = actions.filter((one) => one.horizon === horizon);
        return own.length === 0 ? null : (
          <section key={horizon}>
            <h2>{words.horizon[horizon]}</h2>
            <ul>{own.map((one, at) => <Line key={`${at}-${one.text}`} text={one.text} who={one.agencies} state={one.state} />)}</ul>
          </section>
        );
      })}
      {plans.length > 0 ? <section><h2>{words.plans}</h2><ul>{plans.map((one, at) => <Line key={`${at}-${one.title}`} text={one.title} who={one.agencies} state={one.state} />)}</ul></section> : null}
      {duties.length > 0 ? <section><h2>{words.duties}</h2><ul>{duties.map((one, at) => <Line key={`${at}-${one.text}`} text={one.text} who={[one.agency]} state={one.state} />)}</ul></section> : null}
      {approvals.length > 0 ? (
        <section>
          <h2>{words.approvals}</h2>
          <ul>{approvals.map((one) => <li key={`${one.kind}-${one.on}`}><span>{words.approval[one.kind]}{one.bodies.length > 0 ? <small><bdi>{digits(one.bodies.join(t.common.listComma))}</bdi></small> : null}</span><span>{formatDate(one.on)}</span></li>)}</ul>
        </section>
      ) : null}
      {office ? (
        <section className="residents-office">
          <h2>{words.ask}</h2>
          {office.name ? <p className="strong"><bdi>{digits(office.name)}</bdi></p> : null}
          {office.address ? <p>{words.address}: <bdi>{digits(office.address)}</bdi></p> : null}
          {office.hours ? <p>{words.hours}: <bdi>{digits(office.hours)}</bdi></p> : null}
        </section>
      ) : null}
    </>
  );
}
