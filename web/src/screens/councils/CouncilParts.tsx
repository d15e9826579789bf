import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Table, type Tone } from '@/ui/index.ts';
import type { CouncilAct } from './CouncilForms.tsx';
import type { CouncilSession, CouncilView } from './types.ts';

export type PartProps = { council: CouncilView; onAct?: (act: CouncilAct) => void };

const TONES: Record<CouncilSession['state'], Tone> = { called: 'info', held: 'good', cancelled: 'quiet' };

/** Sessions, with who was there by agency. */
export function SessionsPart({ council, onAct }: PartProps) {
  const words = t.councils;
  if (council.sessions_list.length === 0) return <Card><Empty icon="calendar" title={words.noSessions} /></Card>;
  return (
    <ul className="cards two">
      {council.sessions_list.map((one) => {
        const day = one.held_on ?? one.called_for;
        return (
          <li key={one.id} className="card stack-tight">
            <div className="spread">
              <h3>{day ? formatDate(day) : words.session}</h3>
              <Chip tone={TONES[one.state]}>{words.state[one.state]}</Chip>
            </div>
            {one.state === 'held' ? (
              <>
                <p>{num(one.hours)} {words.hours} · {num(one.persons)} {words.persons} · {words.personHoursOf(num(one.person_hours))}</p>
                <p className="soft"><bdi>{one.attendance.map((part) => `${part.agency ? part.agency.name ?? words.agency : words.others}: ${num(part.persons)} ${words.persons}`).join(t.common.listComma)}</bdi></p>
              </>
            ) : null}
            {onAct && one.state !== 'cancelled' ? (
              <div className="cluster">
                <Button small variant="quiet" icon={one.state === 'held' ? 'edit' : 'check'} onPress={() => onAct({ act: 'hold', session: one.id })}>{one.state === 'held' ? words.correct : words.act.hold}</Button>
                {one.state === 'called' ? <Button small variant="quiet" onPress={() => onAct({ act: 'cancel', session: one.id })}>{words.act.cancel}</Button> : null}
              </div>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

export function ApprovalsPart({ council }: PartProps) {
  const words = t.councils;
  if (council.approvals_list.length === 0) return <Card><Empty icon="document" title={words.noApprovals} /></Card>;
  return (
    <Table
      caption={words.approvals}
      rows={council.approvals_list}
      rowKey={(row) => row.id}
      columns={[
        { key: 'number', label: words.number, header: true, cell: (row) => <bdi>{digits(row.number)}</bdi> },
        { key: 'subject', label: words.subject, cell: (row) => <bdi>{row.subject}</bdi> },
        { key: 'on', label: words.on, cell: (row) => formatDate(row.approved_on) },
      ]}
    />
  );
}

export function LettersPart({ council }: PartProps) {
  const words = t.councils;
  if (council.letters.length === 0) return <Card><Empty icon="send" title={words.noLetters} /></Card>;
  return (
    <Table
      caption={words.letters}
      rows={council.letters}
      rowKey={(row) => row.id}
      columns={[
        { key: 'number', label: words.number, header: true, cell: (row) => <bdi>{digits(row.number)}</bdi> },
        { key: 'direction', label: words.direction, cell: (row) => (row.direction ? words.directions[row.direction] : '') },
        { key: 'with', label: words.correspondent, cell: (row) => <bdi>{row.correspondent}</bdi> },
        { key: 'subject', label: words.subject, cell: (row) => <bdi>{row.subject}</bdi> },
        { key: 'on', label: words.on, cell: (row) => formatDate(row.dated_on) },
      ]}
    />
  );
}

export function SeatsPart({ council, onAct }: PartProps) {
  const words = t.councils;
  if (council.seats_list.length === 0) return <Card><Empty icon="home" title={words.noSeats} /></Card>;
  return (
    <Table
      caption={words.seats}
      rows={council.seats_list}
      rowKey={(row) => row.agency.id}
      columns={[
        { key: 'agency', label: words.agency, header: true, cell: (row) => <bdi>{row.agency.name ?? words.agency}</bdi> },
        { key: 'role', label: words.role, cell: (row) => (row.role ? words.roles[row.role] : '') },
        { key: 'since', label: words.since, cell: (row) => formatDate(row.given_on) },
        ...(onAct ? [{ key: 'acts', label: t.common.more, cell: (row: CouncilView['seats_list'][number]) => <Button small variant="quiet" onPress={() => onAct({ act: 'unseat', agency: row.agency.id })}>{words.act.unseat}</Button> }] : []),
      ]}
    />
  );
}
