import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { decimal, num } from '@/lib/dates.ts';
import { SelectField, Table, Source } from '@/ui/index.ts';
import { differences, notesOnlyIn, type Difference } from './compare.ts';
import { withUnit, type Named } from './data.ts';
import { Notes } from './ProfileTab.tsx';
import type { ProfileVersion } from './types.ts';

/** What changed between two versions of a profile. */
export function Compare({ profiles, names }: { profiles: readonly ProfileVersion[]; names: Named }) {
  const words = t.neighborhood;
  const [newer, setNewer] = useState(String(profiles[0]?.version));
  const [older, setOlder] = useState(String(profiles[1]?.version));
  const options = profiles.map((one) => ({ value: String(one.version), label: words.versionOf(num(one.version)) }));
  const [after, before] = [newer, older].map((version) => profiles.find((one) => String(one.version) === version));
  if (!after || !before) return null;
  const found = differences(before, after);
  const [added, gone] = [notesOnlyIn(after, before), notesOnlyIn(before, after)];
  const value = (row: Difference, of: number | null) => (of === null ? '' : withUnit(of, names.unit(row.indicator)));
  return (
    <section className="stack" aria-label={words.compare}>
      <h3>{words.compare}</h3>
      <div className="form-row">
        <SelectField name="older" label={words.older} options={options} value={older} onChange={setOlder} />
        <SelectField name="newer" label={words.newer} options={options} value={newer} onChange={setNewer} />
      </div>
      {found.length === 0 ? <p className="soft">{words.same}</p> : (
        <Table<Difference>
          caption={words.compare}
          rows={found}
          rowKey={(row) => `${row.counted}/${row.source ?? ''}/${row.indicator}`}
          columns={[
            { key: 'indicator', label: words.indicatorField, header: true, cell: (row) => names.name(row.indicator) },
            { key: 'from', label: words.known, cell: (row) => (row.counted ? words.fromOffice : <Source of={row.source ?? ''} />) },
            { key: 'before', label: words.versionOf(num(before.version)), numeric: true, cell: (row) => value(row, row.before) },
            { key: 'after', label: words.versionOf(num(after.version)), numeric: true, cell: (row) => value(row, row.after) },
            { key: 'change', label: words.change, numeric: true, cell: (row) => (row.before === null ? words.added : row.after === null ? words.gone : <bdi dir="ltr">{`${row.after > row.before ? '+' : '−'}${decimal(Math.abs(row.after - row.before))}`}</bdi>) },
          ]}
        />
      )}
      {added.length > 0 ? <><h4>{words.notesAdded}</h4><Notes notes={added} /></> : null}
      {gone.length > 0 ? <><h4>{words.notesGone}</h4><Notes notes={gone} /></> : null}
    </section>
  );
}
