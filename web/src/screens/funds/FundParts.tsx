import { Link } from '@tanstack/react-router';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { familyTitle } from '@/screens/family/data.ts';
import { Button, Card, Chip, Empty, Table } from '@/ui/index.ts';
import type { FundAct } from './FundForms.tsx';
import { money, signed } from './money.ts';
import type { FundEntry, FundMember, FundView } from './types.ts';

export type PartProps = { fund: FundView; onAct?: (act: FundAct) => void };

/** Who a person of the fund is; a name that another center keeps is not known here. */
export const nameOf = (person: { name: string | null } | null): string => person?.name ?? t.funds.gone;

function FamilyLink({ member }: { member: FundMember }) {
  const audits = hasRole(useUser(), 'auditor');
  const file = <bdi>{member.family_name ? familyTitle({ family_name: member.family_name, file_number: member.file_number ?? '' }) : digits(member.file_number ?? '')}</bdi>;
  return audits
    ? <Link to="/audit/replay/$stream/$id" params={{ stream: 'family', id: member.family_id }}>{file}</Link>
    : <Link to="/families/$id" params={{ id: member.family_id }} search={{}}>{file}</Link>;
}

/** Members with what they put in, what they owe and for whom they answer. */
export function MembersPart({ fund, onAct }: PartProps) {
  const words = t.funds;
  if (fund.members_list.length === 0) return <Card><Empty icon="families" title={words.noMembers} /></Card>;
  return (
    <Table
      caption={words.members}
      rows={fund.members_list}
      rowKey={(row) => row.member.id}
      columns={[
        { key: 'member', label: words.member, header: true, cell: (row) => <bdi>{nameOf(row.member)}</bdi> },
        { key: 'family', label: t.words.family, cell: (row) => <FamilyLink member={row} /> },
        { key: 'share', label: words.share, numeric: true, cell: (row) => money(row.share_rials) },
        { key: 'owes', label: words.owes, numeric: true, cell: (row) => (row.owes_rials > 0 ? money(row.owes_rials) : '') },
        { key: 'answers', label: words.answersFor, cell: (row) => (row.answers_for > 0 ? words.answersForCount(num(row.answers_for)) : '') },
        { key: 'since', label: words.joinedOn, cell: (row) => (row.left_on ? <Chip tone="quiet">{words.left} · {formatDate(row.left_on)}</Chip> : formatDate(row.joined_on)) },
        ...(onAct ? [{
          key: 'acts', label: t.common.more, cell: (row: FundMember) => (row.left_on ? null : (
            <span className="cluster">
              <Button small variant="quiet" onPress={() => onAct({ act: 'contribute', member: row.member.id })}>{words.act.contribute}</Button>
              {row.share_rials > 0 ? <Button small variant="quiet" onPress={() => onAct({ act: 'withdraw', member: row.member.id })}>{words.act.withdraw}</Button> : null}
              <Button small variant="quiet" onPress={() => onAct({ act: 'leave', member: row.member.id })}>{words.act.leave}</Button>
            </span>
          )),
        }] : []),
      ]}
    />
  );
}

/** The book, newest first, each entry with the balance after it. */
export function BookPart({ fund, onAct }: PartProps) {
  const words = t.funds;
  if (fund.entries.length === 0) return <Card><Empty icon="document" title={words.noBook} /></Card>;
  return (
    <Table
      caption={words.book}
      rows={fund.entries}
      rowKey={(row) => row.id}
      columns={[
        { key: 'what', label: words.what, header: true, cell: (row) => <>{words.kind[row.kind]}{row.kind === 'cover' && !row.member ? ` · ${words.byThing}` : ''}</> },
        { key: 'by', label: words.by, cell: (row) => (row.member ? <bdi>{nameOf(row.member)}</bdi> : '') },
        { key: 'on', label: words.on, cell: (row) => formatDate(row.on) },
        { key: 'change', label: words.change, numeric: true, cell: (row) => (row.reversed_on ? <s>{money(row.amount_rials)}</s> : signed(row.change_rials)) },
        { key: 'after', label: words.after, numeric: true, cell: (row) => money(row.balance_rials) },
        { key: 'mark', label: t.common.more, cell: (row: FundEntry) => {
          if (row.reversed_on) return <Chip tone="quiet">{words.reversedOn(formatDate(row.reversed_on))}{row.mistake ? ` · ${words.mistakes[row.mistake]}` : ''}</Chip>;
          return onAct && row.kind !== 'loan' ? <Button small variant="quiet" onPress={() => onAct({ act: 'reverse', entry: row.id })}>{words.act.reverse}</Button> : null;
        } },
      ]}
    />
  );
}

/** Trainings of members; person-hours follow from who was there. */
export function TrainingsPart({ fund, onAct }: PartProps) {
  const words = t.funds;
  if (fund.trainings_list.length === 0) return <Card><Empty icon="commission" title={words.noTrainings} /></Card>;
  return (
    <ul className="cards two">
      {fund.trainings_list.map((one) => (
        <li key={one.id} className="card stack-tight">
          <div className="spread">
            <h3>{one.topic ? words.topics[one.topic] : words.trainings}</h3>
            <span className="soft">{formatDate(one.held_on)}</span>
          </div>
          <p>{words.report.hours(num(one.hours))} · {words.membersOf(num(one.present.length))} · {words.personHours(num(one.person_hours))}</p>
          <p className="soft"><bdi>{one.present.map(nameOf).join(t.common.listComma)}</bdi></p>
          {onAct ? <div className="cluster"><Button small variant="quiet" icon="edit" onPress={() => onAct({ act: 'train', training: one.id })}>{words.correct}</Button></div> : null}
        </li>
      ))}
    </ul>
  );
}
