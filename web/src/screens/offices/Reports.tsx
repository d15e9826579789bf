import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Disclosure, Empty } from '@/ui/index.ts';
import { ActForm } from './ActForm.tsx';
import { quarterText, useHands } from './data.ts';
import type { OfficeEvaluation, OfficeView } from './types.ts';

const PARTS = ['strengths', 'weaknesses', 'opportunities', 'threats', 'remedies'] as const;

function Evaluation({ one }: { one: OfficeEvaluation }) {
  const words = t.offices;
  return (
    <Disclosure summary={<span className="strong">{words.evaluation(num(one.number))} · {formatDate(one.submitted_on)}</span>}>
      <div className="stack-tight">
        <p>{words.committee}: <bdi>{one.committee}</bdi></p>
        {PARTS.map((part) => (
          <div key={part}>
            <p className="strong">{words[part]}</p>
            <ul className="list">{one[part].map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul>
          </div>
        ))}
        <p className="strong">{words.nextYear}</p>
        <p><bdi>{one.next_year}</bdi></p>
      </div>
    </Disclosure>
  );
}

/** Evaluations every six months, and the way to the reports on quarters. */
export function Reports({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { keeper } = useHands(office);
  const [evaluating, setEvaluating] = useState(false);
  const { evaluations, reports } = office.file;
  const next = office.report;
  return (
    <div className="stack">
      <Card title={words.evaluations} actions={keeper ? <Button small icon="add" onPress={() => setEvaluating(true)}>{words.act.evaluate}</Button> : undefined}>
        {evaluations.length === 0 ? <Empty icon="chart" title={words.noEvaluations} /> : <div className="stack-tight">{evaluations.map((one) => <Evaluation key={one.number} one={one} />)}</div>}
      </Card>
      <Card title={words.quarters}>
        <ul className="list">
          {reports.map((one) => (
            <li key={`${one.year}-${one.quarter}`}>
              <Link to="/offices/$id/quarter" params={{ id: office.id }} search={{ year: one.year, quarter: one.quarter }}>{quarterText(one.year, one.quarter)}</Link> · {words.issued(formatDate(one.reported_on), digits(one.counted_to))}
            </li>
          ))}
          {next ? <li><Link to="/offices/$id/quarter" params={{ id: office.id }} search={{ year: next.year, quarter: next.quarter }}>{words.openQuarter}: {quarterText(next.year, next.quarter)}</Link> · {words.reportDue(quarterText(next.year, next.quarter), formatDate(next.due_on))}</li> : null}
        </ul>
      </Card>
      {evaluating ? (
        <ActForm
          title={words.act.evaluate}
          path={`/offices/${office.id}/evaluations`}
          onClose={() => setEvaluating(false)}
          fields={[
            { name: 'committee', label: words.committee, help: words.committeeHelp, kind: 'line' },
            ...PARTS.map((name) => ({ name, label: words[name], kind: 'lines' as const })),
            { name: 'next_year', label: words.nextYear, kind: 'words' },
            { name: 'submitted_on', label: words.submitted, kind: 'day' },
          ]}
        />
      ) : null}
    </div>
  );
}
