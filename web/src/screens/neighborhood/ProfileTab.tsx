import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, formatInstant, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Row, Table, TakeAway, Source } from '@/ui/index.ts';
import { FigureTable, figureName } from '../places/Figures.tsx';
import { BoundaryCard } from './Boundary.tsx';
import { Compare } from './Compare.tsx';
import { withUnit, type Named } from './data.ts';
import { ProfileForm } from './ProfileForm.tsx';
import type { Case, Counted, ProfileVersion, Section } from './types.ts';

/** The counted figures of a version, part by part. */
function CountedFigures({ version, names }: { version: ProfileVersion; names: Named }) {
  const sections = Object.entries(t.neighborhood.section) as [Section, string][];
  return (
    <div className="stack">
      {sections.map(([section, title]) => {
        const codes = names.all.filter((one) => one.section === section).map((one) => one.code);
        const rows = version.counted.filter((one) => codes.includes(one.indicator));
        return rows.length === 0 ? null : (
          <Table<Counted>
            key={section}
            caption={title}
            captionShown
            rows={rows}
            rowKey={(row) => row.indicator}
            columns={[
              { key: 'indicator', label: t.neighborhood.indicatorField, header: true, cell: (row) => names.name(row.indicator) },
              { key: 'value', label: t.neighborhood.valueField, cell: (row) => <bdi className="strong">{withUnit(row.value, names.unit(row.indicator))}</bdi> },
              { key: 'method', label: t.neighborhood.method, cell: (row) => t.neighborhood.methods[row.method] },
              { key: 'on', label: t.neighborhood.countedOn, cell: (row) => formatDate(row.counted_on) },
            ]}
          />
        );
      })}
    </div>
  );
}

export function Notes({ notes }: { notes: ProfileVersion['notes'] }) {
  return (
    <ul className="cards" aria-label={t.neighborhood.notes}>
      {notes.map((note) => <li key={`${note.kind}/${note.text}`}><Row who={note.text} aside={<Chip>{t.neighborhood.note[note.kind] ?? note.kind}</Chip>} foot={note.source === 'office' ? null : <small className="faint"><Source of={note.source} /></small>} /></li>)}
    </ul>
  );
}

/** The profile (شناسنامه محله): the newest version, the boundary, and how it came to be so. */
export function ProfileTab({ found, names }: { found: Case; names: Named }) {
  const words = t.neighborhood;
  const [writing, setWriting] = useState(false);
  const newest = found.profiles[0];
  return (
    <div className="stack">
      <Card
        title={t.places.profile}
        actions={<>{newest ? <><Chip>{words.versionOf(num(newest.version))}</Chip><span className="soft">{t.places.asOf(formatDate(newest.as_of))}</span></> : null}{found.may.keep ? <Button small icon="edit" onPress={() => setWriting(true)}>{words.record}</Button> : null}</>}
      >
        {newest ? (
          <div className="stack">
            <h3>{words.counted}</h3>
            {newest.counted.length === 0 ? <p className="soft">{words.noCounted}</p> : <CountedFigures version={newest} names={names} />}
            {newest.notes.length > 0 ? <><h3>{words.notes}</h3><Notes notes={newest.notes} /></> : null}
            {newest.figures.length > 0 ? <><h3>{words.declaredTitle}</h3><p className="faint">{t.places.figuresHelp}</p><FigureTable figures={newest.figures} name={(figure) => (names.all.some((one) => one.code === figure.indicator) ? names.name(figure.indicator) : figureName(figure))} /></> : null}
          </div>
        ) : <Empty icon="document" title={t.places.noProfile} />}
      </Card>
      {newest ? <TakeAway what="tables/neighborhood-card" query={{ neighborhood_id: found.id }} /> : null}
      <BoundaryCard found={found} />
      {found.profiles.length > 1 ? (
        <Card title={words.history}>
          <div className="stack">
            <ul className="cards">
              {found.profiles.map((one) => <li key={one.version}><Row who={words.versionOf(num(one.version))} what={t.places.asOf(formatDate(one.as_of))} aside={<small className="soft">{formatInstant(one.recorded_at)}</small>} /></li>)}
            </ul>
            <Compare profiles={found.profiles} names={names} />
          </div>
        </Card>
      ) : null}
      {writing ? <ProfileForm found={found} names={names} onClose={() => setWriting(false)} /> : null}
    </div>
  );
}
