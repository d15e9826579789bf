import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { Button, Chip, Table } from '@/ui/index.ts';
import { money } from './money.ts';
import type { CreditLine } from './types.ts';

type Props = { caption: string; lines: readonly CreditLine[]; /** Names the agreement of each line. */ agreements?: boolean; onDraw?: (credit: string) => void; onSpend?: (credit: string) => void; onReverse?: (credit: string) => void };

/** Credits in their trees: what is drawn stands beneath its source, and says that it is not added. */
export function CreditTable({ caption, lines, agreements = false, onDraw, onSpend, onReverse }: Props) {
  const words = t.national;
  return (
    <Table<CreditLine>
      caption={caption}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        {
          key: 'purpose', label: words.purpose, header: true, cell: (line) => (
            <span className="stack-tight" style={{ paddingInlineStart: `${line.depth * 1.5}rem` }}>
              <bdi>{line.depth > 0 ? '↳ ' : ''}{line.purpose}</bdi>
              {line.is_counted ? null : <Chip tone="info">{words.drawnChip}</Chip>}
            </span>
          ),
        },
        { key: 'source', label: words.source, cell: (line) => <bdi>{line.budget_line}</bdi> },
        ...(agreements ? [{ key: 'agreement', label: words.agreement, cell: (line: CreditLine) => <Link to="/national/agreements/$id" params={{ id: line.agreement.id }} search={{}}><bdi>{digits(line.agreement.number ?? '')}</bdi></Link> }] : []),
        { key: 'kind', label: words.kind, cell: (line) => (line.kind ? words.kinds[line.kind] : '') },
        { key: 'place', label: words.spentWhere, cell: (line) => <bdi>{line.place?.name ?? words.wholeCountry}</bdi> },
        { key: 'year', label: words.year, numeric: true, cell: (line) => digits(line.year) },
        { key: 'amount', label: words.amount, numeric: true, cell: (line) => <bdi className={line.is_counted ? 'strong' : 'soft'}>{money(line.amount_rials)}</bdi> },
        { key: 'spent', label: words.spent, numeric: true, cell: (line) => (line.spent_rials > 0 ? money(line.spent_rials) : '') },
        { key: 'left', label: words.left, numeric: true, cell: (line) => money(line.left_rials) },
        ...(onDraw && onSpend && onReverse ? [{
          key: 'acts', label: t.common.more, cell: (line: CreditLine) => (
            <span className="cluster">
              {line.left_rials > 0 ? <Button small variant="quiet" onPress={() => onDraw(line.id)}>{words.act.draw}</Button> : null}
              {line.left_rials > 0 ? <Button small variant="quiet" onPress={() => onSpend(line.id)}>{words.act.spend}</Button> : null}
              {line.drawn_rials === 0 && line.spent_rials === 0 ? <Button small variant="quiet" onPress={() => onReverse(line.id)}>{words.act.reverseCredit}</Button> : null}
            </span>
          ),
        }] : []),
      ]}
    />
  );
}
