import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Disclosure, Form, LinkTabs, Loaded, NumberField, Page } from '@/ui/index.ts';
import { PatternLists } from './PatternLists.tsx';
import { PrintHead } from './PrintHead.tsx';
import { THRESHOLDS, type PatternSearch } from './search.ts';
import { auditTabs } from './Trail.tsx';
import type { Patterns as PatternsAnswer, Thresholds } from './types.ts';
import './auditor.css';

type Chosen = { from: string | null; to: string | null; at: Record<(typeof THRESHOLDS)[number], number | null> };

/** Which days, and what counts as much. Every number used is on the screen. */
function Window({ found, onApply }: { found: PatternsAnswer; onApply: (search: PatternSearch) => void }) {
  const [chosen, setChosen] = useState<Chosen>({ from: found.from.iso, to: found.to.iso, at: { ...found.thresholds } });
  const apply = () => {
    const numbers = THRESHOLDS.flatMap((name) => (chosen.at[name] === null ? [] : [[name, String(chosen.at[name])] as const]));
    onApply({ ...(chosen.from ? { from: chosen.from } : {}), ...(chosen.to ? { to: chosen.to } : {}), ...Object.fromEntries(numbers) });
  };
  return (
    <Card className="no-print">
      <Form label={t.audit.thresholds} submitLabel={t.audit.apply} onSubmit={apply}>
        <div className="form-row">
          <DateField name="from" label={t.audit.from} value={chosen.from} onChange={(from) => setChosen({ ...chosen, from })} max={today()} />
          <DateField name="to" label={t.audit.to} value={chosen.to} onChange={(to) => setChosen({ ...chosen, to })} max={today()} />
        </div>
        <Disclosure summary={t.audit.thresholds}>
          <div className="form-row thresholds">
            {THRESHOLDS.map((name) => <NumberField key={name} name={name} label={t.audit.fieldsOf[name]} min={1} max={10_000} value={chosen.at[name]} onChange={(value) => setChosen({ ...chosen, at: { ...chosen.at, [name]: value } })} />)}
          </div>
        </Disclosure>
      </Form>
    </Card>
  );
}

/** Which lists there are, with how much each found: a way to each. */
function Counts({ found }: { found: PatternsAnswer }) {
  const counts = {
    night_edits: found.night_edits.length, bulk_reads: found.bulk_reads.length, overrides: found.overrides.length, back_dated: found.back_dated_total, idle_readers: found.idle_readers.length, refused_commands: found.refused_commands.length,
    quick_tasks: found.quick_tasks.length, one_hand: found.one_hand.length, month_ends: found.month_ends.length,
  };
  return (
    <nav className="tiles" aria-label={t.audit.patternsTitle}>
      {(Object.keys(counts) as (keyof typeof counts)[]).map((name) => (
        <a key={name} className="stat" href={`#${name}`} onClick={(event) => { event.preventDefault(); document.getElementById(name)?.scrollIntoView({ block: 'start' }); document.getElementById(name)?.focus(); }}>
          <span className="name">{t.audit.pattern[name].title}</span>
          <span className="value">{num(counts[name])}</span>
        </a>
      ))}
    </nav>
  );
}

export type { Thresholds };

/** Patterns worth a look: each with what it means, its threshold, its list and the way to the events. */
export function Patterns() {
  const search = useSearch({ from: '/shell/audit/patterns' });
  const navigate = useNavigate();
  const patterns = useApi<PatternsAnswer>('/audit/patterns', { query: search, keepPrevious: true });
  return (
    <Page title={t.audit.patternsTitle} subtitle={t.audit.patternsHelp} back={{ label: t.administrator.toFind, to: '/audit' }} actions={<Button small icon="print" className="no-print" onPress={() => window.print()}>{t.common.print}</Button>}>
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <Loaded query={patterns}>
        {(found) => (
          <>
            <PrintHead position={found.position} />
            <Window key={JSON.stringify([found.from, found.to, found.thresholds])} found={found} onApply={(next) => void navigate({ to: '/audit/patterns', search: next, resetScroll: false })} />
            <p className="soft" role="status">{t.audit.window(formatDate(found.from), formatDate(found.to))}</p>
            <Counts found={found} />
            <PatternLists found={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
