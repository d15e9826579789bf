import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Facts, Loaded, Page, Tabs } from '@/ui/index.ts';
import { ActForm, type ActField } from './ActForm.tsx';
import { Groups } from './Groups.tsx';
import { Money } from './Money.tsx';
import { Needs } from './Needs.tsx';
import { Late } from './Offices.tsx';
import { Plans } from './Plans.tsx';
import { Reports } from './Reports.tsx';
import { Work } from './Work.tsx';
import { TONES, asOptions, nameOf, optionsFrom, quarterText, useHands } from './data.ts';
import type { OfficeTab } from './routes.ts';
import type { OfficeView } from './types.ts';

type Act = 'contract' | 'open' | 'close' | 'addNeighborhood' | 'leaveNeighborhood';
const PATHS: Record<Act, string> = { contract: 'contract', open: 'open', close: 'close', addNeighborhood: 'neighborhoods', leaveNeighborhood: 'neighborhoods/leave' };

function fieldsOf(act: Act, office: OfficeView): readonly ActField[] {
  const words = t.offices;
  switch (act) {
    case 'contract':
      return [
        { name: 'agency_id', label: words.agency, kind: 'agency', optional: true },
        { name: 'operator_name', label: words.operatorName, kind: 'line', optional: true },
        { name: 'number', label: words.number, kind: 'line' },
        { name: 'from', label: words.from, kind: 'day', ahead: true },
        { name: 'until', label: words.until, kind: 'day', initial: null, ahead: true },
        { name: 'amount_rials', label: words.amount, kind: 'number' },
        { name: 'source', label: words.source, kind: 'line' },
        { name: 'contracted_on', label: words.day, kind: 'day' },
      ];
    case 'open': return [{ name: 'opened_on', label: words.day, kind: 'day' }];
    case 'close':
      return [
        { name: 'reason', label: words.reason, kind: 'choice', options: optionsFrom(words.closeReason) },
        { name: 'note', label: words.note, kind: 'line', help: words.noNames, optional: true },
        { name: 'closed_on', label: words.day, kind: 'day' },
      ];
    case 'addNeighborhood': return [{ name: 'neighborhood_id', label: words.neighborhood, kind: 'neighborhoods', placeId: office.place.id }, { name: 'added_on', label: words.day, kind: 'day' }];
    case 'leaveNeighborhood':
      return [
        { name: 'neighborhood_id', label: words.neighborhood, kind: 'choice', options: asOptions(office.neighborhoods) },
        { name: 'reason', label: words.reason, kind: 'line', help: words.noNames },
        { name: 'left_on', label: words.day, kind: 'day' },
      ];
  }
}

function Head({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { officer, auditor } = useHands(office);
  const [act, setAct] = useState<Act | null>(null);
  const { contract } = office.file;
  const { evaluation, report } = office;
  const isLate = office.contract_over || evaluation?.late || report?.late;
  // One neighborhood at a time is added; the list only helps to find it.
  const shape = (values: Record<string, unknown>) => (act === 'addNeighborhood' && Array.isArray(values['neighborhood_id']) ? { ...values, neighborhood_id: values['neighborhood_id'][0] } : values);
  return (
    <Card title={<bdi>{office.name}</bdi>} actions={<Chip tone={TONES[office.state]} big>{words.state[office.state]}</Chip>}>
      <div className="stack">
        {isLate ? <div className="cluster"><Late office={office} /></div> : null}
        <Facts compact facts={[
          { term: words.place, value: nameOf(office.place) },
          { term: words.neighborhoods, value: digits(office.neighborhoods.map(nameOf).join(t.common.listComma)) },
          { term: words.operator, value: office.operator },
          { term: words.called, value: formatDate(office.called_on) },
          contract ? { term: words.contract, value: `${digits(contract.number)} · ${formatDate(contract.from)} ${words.until} ${formatDate(contract.until)} · ${words.rials(num(contract.amount_rials))} · ${contract.source}` } : null,
          office.opened_on ? { term: words.opened, value: formatDate(office.opened_on) } : null,
          office.closed_on && office.file.close_reason ? { term: words.closed, value: `${formatDate(office.closed_on)} · ${words.closeReason[office.file.close_reason]}${office.file.close_note ? ` · ${office.file.close_note}` : ''}` } : null,
          evaluation && !evaluation.late ? { term: words.evaluations, value: words.evaluationDue(num(evaluation.number), formatDate(evaluation.due_on)) } : null,
          report && !report.late ? { term: words.quarters, value: words.reportDue(quarterText(report.year, report.quarter), formatDate(report.due_on)) } : null,
        ]} />
        <div className="cluster">
          {officer && office.state === 'called' ? <Button small variant="primary" onPress={() => setAct('contract')}>{words.act.contract}</Button> : null}
          {officer && office.state === 'contracted' ? <Button small variant="primary" onPress={() => setAct('open')}>{words.act.open}</Button> : null}
          {officer && contract ? <Button small onPress={() => setAct('contract')}>{words.act.renew}</Button> : null}
          {officer ? <Button small onPress={() => setAct('addNeighborhood')}>{words.act.addNeighborhood}</Button> : null}
          {officer && office.neighborhoods.length > 1 ? <Button small onPress={() => setAct('leaveNeighborhood')}>{words.act.leaveNeighborhood}</Button> : null}
          {officer ? <Button small variant="quiet" onPress={() => setAct('close')}>{words.act.close}</Button> : null}
          {auditor ? <Link to="/audit/replay/$stream/$id" params={{ stream: 'office', id: office.id }}>{words.replay}</Link> : null}
        </div>
      </div>
      {act ? <ActForm title={words.act[act]} path={`/offices/${office.id}/${PATHS[act]}`} fields={fieldsOf(act, office)} shape={shape} onClose={() => setAct(null)} /> : null}
    </Card>
  );
}

function Body({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { tab } = useSearch({ from: '/shell/offices/$id' });
  const navigate = useNavigate();
  const { file } = office;
  return (
    <div className="stack">
      <Head office={office} />
      <Tabs
        label={words.parts}
        selected={tab ?? 'work'}
        onSelect={(id) => void navigate({ to: '/offices/$id', params: { id: office.id }, search: { tab: id as OfficeTab }, replace: true, resetScroll: false })}
        items={[
          { id: 'work', label: words.tabs.work, content: <Work office={office} /> },
          { id: 'groups', label: words.tabs.groups, count: file.groups.length, content: <Groups office={office} /> },
          { id: 'needs', label: words.tabs.needs, count: file.profiles.length, content: <Needs office={office} /> },
          { id: 'plans', label: words.tabs.plans, count: file.plans.length, content: <Plans office={office} /> },
          { id: 'reports', label: words.tabs.reports, content: <Reports office={office} /> },
          { id: 'money', label: words.tabs.money, content: <Money office={office} /> },
        ]}
      />
      <AsOf position={office.position} />
    </div>
  );
}

/** One facilitation office, whole. */
export function OfficePage() {
  const { id } = useParams({ from: '/shell/offices/$id' });
  const office = useApi<OfficeView>(`/offices/${id}`, { streams: ['office'] });
  return (
    <Page title={t.offices.one} back={{ label: t.offices.menu, to: '/offices' }}>
      <Loaded query={office} rows={6}>{(found) => <Body office={found} />}</Loaded>
    </Page>
  );
}
