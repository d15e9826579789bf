import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Empty, Facts, Stat, Table } from '@/ui/index.ts';
import { ActForm } from './ActForm.tsx';
import { optionsFrom, useHands } from './data.ts';
import type { OfficeFile, OfficeView } from './types.ts';

type Entry = OfficeFile['money'][number];
const ROLES = ['manager', 'facilitator', 'expert', 'clerk', 'other'] as const;

/** Money received and spent, each with its source, and the staff by number. */
export function Money({ office }: { office: OfficeView }) {
  const words = t.offices;
  const { keeper, settles } = useHands(office);
  const [adding, setAdding] = useState(false);
  const [striking, setStriking] = useState<Entry | null>(null);
  const [counting, setCounting] = useState(false);
  const { money, staff, staff_counted_on: counted } = office.file;
  const shape = (values: Record<string, unknown>) => ({ counts: ROLES.filter((role) => typeof values[role] === 'number').map((role) => ({ role, persons: values[role] })), counted_on: values['counted_on'] });
  return (
    <div className="stack">
      <div className="tiles">
        <Stat name={words.received} value={words.rials(num(office.received_rials))} note={words.neverAdded} />
        <Stat name={words.spent} value={words.rials(num(office.spent_rials))} />
      </div>
      <Card title={words.money} actions={settles ? <Button small icon="add" onPress={() => setAdding(true)}>{words.act.money}</Button> : undefined}>
        {money.length === 0 ? <Empty icon="document" title={words.noMoney} /> : (
          <Table
            caption={words.money}
            rows={money}
            rowKey={(row) => row.entry_id}
            columns={[
              { key: 'purpose', label: words.purpose, header: true, cell: (row) => (row.struck ? <><s><bdi>{row.purpose}</bdi></s> · {words.struck}: <bdi>{row.struck}</bdi></> : <bdi>{row.purpose}</bdi>) },
              { key: 'direction', label: words.kind, cell: (row) => words.direction[row.direction] },
              { key: 'amount', label: words.amount, numeric: true, cell: (row) => num(row.amount_rials) },
              { key: 'source', label: words.source, cell: (row) => <bdi>{row.source}</bdi> },
              { key: 'on', label: words.day, cell: (row) => formatDate(row.recorded_on) },
              ...(settles ? [{ key: 'act', label: t.offices.doing, cell: (row: Entry) => (row.struck ? null : <Button small variant="quiet" onPress={() => setStriking(row)}>{words.act.strike}</Button>) }] : []),
            ]}
          />
        )}
      </Card>
      <Card title={words.staff} actions={keeper ? <Button small onPress={() => setCounting(true)}>{words.act.staff}</Button> : undefined}>
        {counted ? <Facts compact facts={[...staff.map((one) => ({ term: words.role[one.role], value: num(one.persons) })), { term: words.day, value: formatDate(counted) }]} /> : <Empty icon="families" title={words.noStaff} />}
      </Card>
      {adding ? (
        <ActForm
          title={words.act.money}
          path={`/offices/${office.id}/money`}
          onClose={() => setAdding(false)}
          fields={[
            { name: 'direction', label: words.kind, kind: 'choice', options: optionsFrom(words.direction) },
            { name: 'amount_rials', label: words.amount, kind: 'number' },
            { name: 'source', label: words.source, kind: 'line' },
            { name: 'purpose', label: words.purpose, kind: 'line' },
            { name: 'recorded_on', label: words.day, kind: 'day' },
          ]}
        />
      ) : null}
      {striking ? <ActForm title={words.act.strike} path={`/offices/${office.id}/money/strike`} fixed={{ entry_id: striking.entry_id }} onClose={() => setStriking(null)} fields={[{ name: 'reason', label: words.reason, kind: 'line' }]} /> : null}
      {counting ? (
        <ActForm
          title={words.act.staff}
          path={`/offices/${office.id}/staff`}
          shape={shape}
          onClose={() => setCounting(false)}
          fields={[
            ...ROLES.map((role) => ({ name: role, label: words.role[role], kind: 'number' as const, min: 0, optional: true, initial: staff.find((one) => one.role === role)?.persons ?? null })),
            { name: 'counted_on', label: words.day, kind: 'day' },
          ]}
        />
      ) : null}
    </div>
  );
}
