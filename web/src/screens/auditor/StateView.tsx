import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Chip, Count, Disclosure, Facts } from '@/ui/index.ts';
import { useVocabulary } from '../family/data.ts';
import type { Change, Json } from './types.ts';
import { titlesOf, Value } from './Value.tsx';
import { fieldWord, isObject, meaningful, plainValue, type IdNames } from './words.ts';

/** Lists longer than this are closed until asked for. */
const OPEN_MAX = 12;

type StateViewProps = { state: Json; changes?: readonly Change[]; names: IdNames; title: string };

/** The state of a stream that has no screen of its own: single facts first, then its lists; what the event changed is marked. */
export function StateView({ state, changes = [], names, title }: StateViewProps) {
  const titles = titlesOf(useVocabulary());
  if (!isObject(state)) return <Card title={title}><p className="soft">{t.audit.nothingYet}</p></Card>;
  const paths = meaningful(changes).map((change) => change.path);
  const touched = (path: string) => paths.some((one) => one === path || one.startsWith(`${path}/`));
  const entries = Object.entries(state);
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
        {lists.map(([name, items]) => (
          <Disclosure key={name} summary={<>{fieldWord(name)} <Count n={items.length} /></>} open={items.length <= OPEN_MAX || touched(`/${name}`)}>
            <ul className="cards state-list">
              {items.map((item, n) => {
                const fields = isObject(item) ? item : { [name]: item };
                const key = plainValue('id', fields['id'] ?? fields['code'] ?? null, () => null) ?? String(fields['id'] ?? fields['code'] ?? n);
                const path = `/${name}/${String(fields['id'] ?? fields['code'] ?? n)}`;
                const own = names.get(String(fields['id'] ?? ''));
                return (
                  <li key={key + String(n)} className={touched(path) ? 'state-item changed' : 'state-item'}>
                    {own ? <p className="strong"><bdi>{own}</bdi></p> : null}
                    {touched(path) ? <Chip tone="warn">{t.auditor.changedHere}</Chip> : null}
                    <Facts compact facts={Object.entries(fields).filter(([field]) => field !== 'id').map(([field, value]) => ({ term: fieldWord(field), value: value === null || (Array.isArray(value) && value.length === 0) ? null : <Value name={field} value={value} titles={titles} names={names} /> }))} />
                  </li>
                );
              })}
            </ul>
            {items.length > OPEN_MAX ? <p className="faint">{t.audit.found(num(items.length))}</p> : null}
          </Disclosure>
        ))}
      </div>
    </Card>
  );
}
