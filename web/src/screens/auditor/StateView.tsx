import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Chip, Count, Disclosure, Facts } from '@/ui/index.ts';
import type { Change, Json } from './types.ts';
import { useTitles, type Titles } from './titles.ts';
import { Value } from './Value.tsx';
import { fieldWord, isObject, meaningful, ownNames, type IdNames } from './words.ts';

/** Lists longer than this are closed until asked for. */
const OPEN_MAX = 6;

type Thing = { key: string; fields: { [name: string]: Json }; changed: boolean };

function Things({ things, titles, names }: { things: readonly Thing[]; titles: Titles; names: IdNames }) {
  return (
    <ul className="cards state-list">
      {things.map(({ key, fields, changed }) => {
        const own = names.get(key);
        return (
          <li key={key} className={changed ? 'state-item changed' : 'state-item'}>
            <p className="cluster">{own ? <bdi className="strong">{own}</bdi> : null}{changed ? <Chip tone="warn">{t.auditor.changedHere}</Chip> : null}</p>
            <Facts compact facts={Object.entries(fields).map(([field, value]) => ({ term: fieldWord(field), value: value === null || (Array.isArray(value) && value.length === 0) || (field === 'name' && value === own) ? null : <Value name={field} value={value} titles={titles} names={names} /> }))} />
          </li>
        );
      })}
    </ul>
  );
}

function List({ name, items, touched, titles, names }: { name: string; items: readonly Json[]; touched: (path: string) => boolean; titles: Titles; names: IdNames }) {
  const things = items.map((item, n): Thing => {
    const { id, code, type: _type, ...fields } = isObject(item) ? item : { [name]: item };
    const key = typeof id === 'string' ? id : typeof code === 'string' ? code : String(n);
    return { key, fields, changed: touched(`/${name}/${key}`) };
  });
  const changed = things.filter((thing) => thing.changed);
  const others = things.filter((thing) => !thing.changed);
  return (
    <section className="stack-tight" aria-label={fieldWord(name)}>
      <h3 className="cluster">{fieldWord(name)} <Count n={items.length} /></h3>
      {changed.length > 0 ? <Things things={changed} titles={titles} names={names} /> : null}
      {others.length === 0 ? null : (
        <Disclosure summary={changed.length > 0 ? t.audit.others(num(others.length)) : t.audit.showAll(num(others.length))} open={changed.length === 0 && others.length <= OPEN_MAX}>
          <Things things={others} titles={titles} names={names} />
        </Disclosure>
      )}
    </section>
  );
}

type StateViewProps = { state: Json; changes?: readonly Change[]; names: IdNames; title: string };

/** The state of a stream that has no screen of its own: single facts first, then its lists; what the event changed stands first and is marked. */
export function StateView({ state, changes = [], names: given, title }: StateViewProps) {
  const titles = useTitles(state)(state);
  if (!isObject(state)) return <Card title={title}><p className="soft">{t.audit.nothingYet}</p></Card>;
  const names = ownNames(state, given);
  const paths = meaningful(changes).map((change) => change.path);
  const touched = (path: string) => paths.some((one) => one === path || one.startsWith(`${path}/`));
  const entries = Object.entries(state).filter(([name]) => name !== 'type');
  const lists = entries.filter((entry): entry is [string, Json[]] => Array.isArray(entry[1]) && entry[1].some(isObject));
  const facts = entries.filter(([name]) => !lists.some(([list]) => list === name));
  return (
    <Card title={title} actions={paths.length > 0 ? <Chip tone="warn">{t.auditor.changedHere}</Chip> : null}>
      <div className="stack">
        <Facts
          facts={facts.map(([name, value]) => {
            const changed = touched(`/${name}`);
            const shown = <Value name={name} value={value} titles={titles} names={names} />;
            return { term: fieldWord(name), value: changed ? <>{shown}<span className="visually-hidden"> ({t.auditor.changedHere})</span></> : shown, changed };
          })}
        />
        {lists.map(([name, items]) => <List key={name} name={name} items={items} touched={touched} titles={titles} names={names} />)}
      </div>
    </Card>
  );
}
