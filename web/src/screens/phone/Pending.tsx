import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import type { Row } from '@/offline/types.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { Chip, LinkButton, Notice, type Tone } from '@/ui/index.ts';

const TONES: Record<Row['state'], Tone> = { waiting: 'info', unknown: 'info', clash: 'warn', refused: 'bad', parked: 'warn', forgotten: 'quiet' };

export const stateWord = (row: Row): string => (row.newer ? t.phone.outbox.state.newer : t.phone.outbox.state[row.wish === null ? row.state : 'waiting']);

export function StateChip({ row }: { row: Row }) {
  return <Chip tone={row.wish === null ? TONES[row.state] : 'info'}>{stateWord(row)}</Chip>;
}

/** What was written of a family and has not reached the server. */
export function PendingWork({ family }: { family: string }) {
  const { status } = usePhone();
  const rows = status.rows.filter((row) => row.work.family_id === family && row.state !== 'forgotten');
  if (rows.length === 0) return null;
  return (
    <Notice title={t.phone.outbox.pendingHere} actions={<LinkButton small variant="quiet" to="/phone">{t.phone.menu}</LinkButton>}>
      <ul className="list stack-tight">
        {rows.map((row) => (
          <li key={row.id} className="cluster">
            <StateChip row={row} />
            <span>{row.label.title}</span>
            <small className="faint">{formatInstant(row.typed_at)}</small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
