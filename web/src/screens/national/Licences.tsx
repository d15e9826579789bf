import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Card, Dialog, Loaded, Page, Table, TakeAway } from '@/ui/index.ts';
import { FigureCards } from './FigureCards.tsx';
import { NgoActForm, type NgoAct } from './NgoForms.tsx';
import { NgoCards } from './NgoCards.tsx';
import { NationalTabs, useKeeps } from './shared.tsx';
import type { LicenceReport, NgoCard } from './types.ts';

type Counts = LicenceReport['levels'][number];

function Report({ report }: { report: LicenceReport }) {
  const words = t.national;
  const column = (key: Exclude<keyof Counts, 'level'>, label: string) => ({ key, label, numeric: true, cell: (row: Counts) => num(row[key]) });
  return (
    <div className="stack">
      <Card title={words.licenceReport(report.from ? words.span(formatDate(report.from), formatDate(report.until)) : words.until(formatDate(report.until)))}>
        <Table<Counts>
          caption={words.tabs.licences}
          keepTable
          rows={report.levels}
          rowKey={(row) => row.level}
          columns={[
            { key: 'level', label: words.licenceLevel, header: true, cell: (row) => words.licenceLevels[row.level] },
            column('applied', words.applied), column('granted', words.granted), column('refused', words.refused), column('renewed', words.renewed), column('revoked', words.revoked), column('in_force', words.inForce),
          ]}
        />
      </Card>
      {report.declared.length > 0 ? (
        <Card title={words.declaredLicences}>
          <div className="stack-tight">
            <p className="soft">{words.declaredLicencesHelp}</p>
            <FigureCards figures={report.declared} />
          </div>
        </Card>
      ) : null}
    </div>
  );
}

/** Licences of organizations: by period and level, beside what the document prints; and each organization with its own. */
export function Licences() {
  const words = t.national;
  const search = useSearch({ from: '/shell/national/licences' });
  const navigate = useNavigate();
  const keeps = useKeeps();
  const [act, setAct] = useState<NgoAct | null>(null);
  const report = useApi<LicenceReport>('/reports/licences', { query: { from: search.from, until: search.until }, streams: ['ngo'], keepPrevious: true });
  const list = useApi<Paged<NgoCard>>('/ngos', { streams: ['ngo'] });
  const change = (next: { from?: string | undefined; until?: string | undefined }) => void navigate({ to: '/national/licences', search: { ...search, ...next }, replace: true });
  return (
    <Page title={words.tabs.licences} subtitle={words.licencesSubtitle} actions={keeps ? <Button icon="add" onPress={() => setAct({ act: 'registerNgo' })}>{words.act.registerNgo}</Button> : undefined}>
      <NationalTabs />
      <div className="form-row">
        <DateField name="from" label={words.from} optional value={search.from ?? null} onChange={(day) => change({ from: day ?? undefined })} />
        <DateField name="until" label={words.untilDay} optional value={search.until ?? null} onChange={(day) => change({ until: day ?? undefined })} />
      </div>
      <Loaded query={report} rows={4}>{(found) => <Report report={found} />}</Loaded>
      {report.data ? <><AsOf position={report.data.position} at={report.dataUpdatedAt} /><TakeAway what="tables/licences" of={words.tabs.licences} query={{ from: search.from, until: search.until }} /></> : null}
      <section className="stack" aria-label={words.ngos}>
        <h2>{words.ngos}</h2>
        <Loaded query={list} rows={4}>{({ items, position }) => <><NgoCards ngos={items} {...(keeps ? { onAct: setAct } : {})} /><AsOf position={position} at={list.dataUpdatedAt} /><TakeAway what="tables/organizations" of={words.ngos} /></>}</Loaded>
      </section>
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)}>
        {act ? <NgoActForm act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </Page>
  );
}
