import type { ReactNode } from 'react';
import type { ActorRef } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { Card, Chip, Empty, Table, type Tone } from '@/ui/index.ts';
import type { GrantView } from './types.ts';

/** Days before its end from which on a right is shown as ending. */
export const SOON_DAYS = 30;
const TONES: Record<GrantView['state'], Tone> = { counts: 'good', coming: 'info', over: 'quiet', withdrawn: 'warn' };

export const whoOf = (actor: ActorRef): string => (actor.kind === 'system' ? (t.rights.system[actor.name ?? ''] ?? actor.name ?? t.common.unknown) : (actor.name ?? t.common.unknown));

/** The place of a right, by its name. */
export function placeOf({ bound_to: { kind, of } }: GrantView): string {
  return kind === 'nation' ? t.rights.nation : digits(of?.name ?? t.common.unknown);
}

export const daysOf = ({ from, until }: GrantView): string => [t.rights.from(formatDate(from)), until ? t.rights.until(formatDate(until)) : t.rights.openEnd].join(t.common.listComma);

function State({ grant }: { grant: GrantView }) {
  const left = grant.days_left;
  return (
    <span className="cluster">
      <Chip tone={TONES[grant.state]}>{t.rights.state[grant.state]}</Chip>
      {left !== null && left <= SOON_DAYS ? <Chip tone="warn">{left === 0 ? t.rights.endsToday : t.rights.daysLeft(num(left))}</Chip> : null}
    </span>
  );
}

function Why({ ground, note }: { ground: string; note: string | null }) {
  return <span>{ground}{note ? <><br /><small className="soft"><bdi>{digits(note)}</bdi></small></> : null}</span>;
}

type GrantTableProps = { caption: string; grants: readonly GrantView[]; empty: string; acts?: (grant: GrantView) => ReactNode };

/** Rights with their days, who gave them and why; those taken back with who and why. */
export function GrantTable({ caption, grants, empty, acts }: GrantTableProps) {
  const ended = grants.some((grant) => grant.withdrawn);
  if (grants.length === 0) return <Empty icon="me" title={empty} />;
  return (
    <Card flush>
      <Table<GrantView>
        caption={caption}
        rows={grants}
        rowKey={(grant) => grant.grant_id}
        columns={[
          { key: 'role', label: t.rights.role, header: true, cell: (grant) => t.words.role[grant.role] },
          { key: 'over', label: t.rights.over, cell: (grant) => <bdi>{placeOf(grant)}</bdi> },
          { key: 'days', label: t.rights.days, cell: (grant) => <span className="stack-tight"><span>{daysOf(grant)}</span><State grant={grant} /></span> },
          { key: 'given', label: t.rights.given, cell: (grant) => <bdi>{t.rights.by(whoOf(grant.given_by), formatInstant(grant.given_at))}</bdi> },
          { key: 'why', label: t.rights.why, cell: (grant) => <Why ground={t.rights.ground[grant.ground]} note={grant.note} /> },
          ...(ended ? [{ key: 'ended', label: t.rights.ended, cell: ({ withdrawn }: GrantView) => withdrawn ? <span className="stack-tight"><bdi>{t.rights.by(whoOf(withdrawn.by), formatInstant(withdrawn.at))}</bdi><Why ground={t.rights.endGround[withdrawn.ground]} note={withdrawn.note} /></span> : null }] : []),
          ...(acts ? [{ key: 'acts', label: t.rights.act, cell: acts }] : []),
        ]}
      />
    </Card>
  );
}
