import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Chip, type Tone } from '@/ui/index.ts';
import type { ActionState, ActionView, ActionWord } from './types.ts';
import './resilience.css';

const TONES: Record<ActionState, Tone> = { planned: 'info', in_progress: 'warn', done: 'good', dropped: 'quiet' };

export const isGoing = (state: ActionState): boolean => state === 'planned' || state === 'in_progress';

export function ActionStateChip({ state }: { state: ActionState }) {
  return <Chip tone={TONES[state]}>{t.resilience.state[state]}</Chip>;
}

/** What an agency said, newest last. */
export function Said({ words }: { words: readonly ActionWord[] }) {
  if (words.length === 0) return null;
  return (
    <ul className="said" aria-label={t.resilience.word}>
      {words.map((word) => (
        <li key={`${word.on.iso}/${word.evidence}`}>
          <small className="soft">{t.resilience.said[word.kind] ?? word.kind} · {formatDate(word.on)}{word.agency ? <> · <bdi>{word.agency.name}</bdi></> : null}</small>
          <br /><bdi>{word.evidence}</bdi>
        </li>
      ))}
    </ul>
  );
}

type Props = { action: ActionView; actions?: ReactNode; /** Also where it is. */ place?: boolean };

/** An action of a roadmap: what, who answers for it, how far it is. */
export function ActionCard({ action, actions, place = false }: Props) {
  const words = t.resilience;
  return (
    <article className="action-card" aria-label={words.number(num(action.number))}>
      <p className="strong"><bdi>{action.text}</bdi></p>
      <span className="cluster">
        <ActionStateChip state={action.state} />
        {action.flags.map((flag) => <Chip key={flag} tone={flag === 'overdue' ? 'bad' : 'warn'}>{words.flag[flag]}</Chip>)}
        {place && action.horizon ? <Chip>{words.horizon[action.horizon]}</Chip> : null}
      </span>
      {place ? <small><Link to="/neighborhoods/$id" params={{ id: action.neighborhood.id }}><bdi>{action.neighborhood.name}</bdi></Link></small> : null}
      <small className="soft">{words.agencies}: {action.agencies.map((agency, index) => <span key={agency.id}>{index > 0 ? t.common.listComma : null}<Link to="/agencies/$id" params={{ id: agency.id }}><bdi>{agency.name}</bdi></Link></span>)}</small>
      {action.due_on ? <small className="soft">{words.due}: {formatDate(action.due_on)}</small> : null}
      {action.capacity || action.capitals.length > 0 ? <small className="soft">{[action.capacity ? `${words.capacity}: ${words.capacityOf[action.capacity]}` : null, action.capitals.length > 0 ? `${words.capitals}: ${action.capitals.map((one) => words.capital[one]).join(t.common.listComma)}` : null].filter(Boolean).join(' · ')}</small> : null}
      {action.same_as.length > 0 ? <small className="soft">{words.sameAs(num(action.same_as.length))}</small> : null}
      <Said words={action.words} />
      {actions ? <span className="cluster">{actions}</span> : null}
    </article>
  );
}
