import { useState } from 'react';
import { hasRole, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Card, Chip, Empty, Facts, LinkButton, Loaded, Notice, ProblemNote, toast } from '@/ui/index.ts';
import { BreakGlass } from './BreakGlass.tsx';
import { useComparisons } from './data.ts';
import type { AskedComparison, Comparison } from './types.ts';

function Question({ one }: { one: Comparison }) {
  const answer = useCommand<{ same: boolean }>(`/families/${one.family_id}/comparisons/${one.id}/answer`, { onDone: () => toast(t.trust.answered) });
  return (
    <Card title={<bdi>{one.family_name ? t.family.of(one.family_name) : digits(one.file_number)}</bdi>} actions={<LinkButton small variant="quiet" to="/families/$id" params={{ id: one.family_id }} search={{}}>{t.manager.seeFile}</LinkButton>}>
      <div className="stack-tight">
        <h3>{t.trust.soughtThere}</h3>
        <Facts facts={[
          { term: t.trust.soughtName, value: one.names ? <bdi>{one.names}</bdi> : null },
          { term: t.manager.birthYear, value: one.birth_year === null ? null : digits(one.birth_year) },
          { term: t.words.phone, value: one.phone ? <bdi dir="ltr">{digits(one.phone)}</bdi> : null },
        ]} />
        {one.national_id_matches ? <p><Chip tone="warn">{t.trust.nationalIdMatches}</Chip></p> : null}
        <p className="faint"><bdi>{t.trust.toldBy(actorName(one.by), one.center?.name ?? null, formatDate(one.asked_on))}</bdi></p>
        <div className="cluster">
          <Button variant="primary" isDisabled={answer.pending} onPress={() => void answer.send({ same: true })}>{t.trust.same}</Button>
          <Button isDisabled={answer.pending} onPress={() => void answer.send({ same: false })}>{t.trust.notSame}</Button>
        </div>
        {answer.problem ? <ProblemNote problem={answer.problem} /> : null}
      </div>
    </Card>
  );
}

function Asked({ asked }: { asked: readonly AskedComparison[] }) {
  if (asked.length === 0) return null;
  return (
    <Card title={t.trust.askedByYou}>
      <ul className="list stack-tight">
        {asked.map((one) => (
          <li key={one.id} className="cluster">
            {one.names ? <bdi>{one.names}</bdi> : null}
            <span className="faint">{formatDate(one.asked_on)}</span>
            <Chip tone={one.answer === 'waiting' ? 'quiet' : 'warn'}>{t.trust.answers[one.answer] ?? one.answer}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Questions between centers: those to answer, those asked. */
export function CompareList() {
  const found = useComparisons();
  return (
    <Loaded query={found}>
      {({ to_answer, asked }) => (
        <div className="stack">
          {to_answer.length === 0 ? <Empty icon="check" title={t.trust.noCompare} /> : (
            <>
              <p className="soft">{t.trust.compareWhy}</p>
              <ul className="cards two">{to_answer.map((one) => <li key={`${one.id}-${one.family_id}`}><Question one={one} /></li>)}</ul>
            </>
          )}
          <Asked asked={asked} />
        </div>
      )}
    </Loaded>
  );
}

/** A possible match elsewhere: nothing more is told, but the center can be asked, and in an emergency the glass be broken. */
export function PossibleMatch({ search }: { search: object }) {
  const [asked, setAsked] = useState(false);
  const [breaking, setBreaking] = useState(false);
  const ask = useCommand<{ search: object }>('/comparisons', { onDone: () => setAsked(true) });
  const manager = hasRole(useUser(), 'center_manager');
  return (
    <>
      <Notice
        tone="warn"
        title={t.trust.possibleMatch}
        actions={asked ? undefined : (
          <>
            <Button small isDisabled={ask.pending} onPress={() => void ask.send({ search })}>{t.trust.ask}</Button>
            {manager ? <Button small variant="quiet" icon="eye" onPress={() => setBreaking(true)}>{t.trust.breakGlass}</Button> : null}
          </>
        )}
      >
        <p>{asked ? t.trust.asked : t.trust.possibleMatchWhy}</p>
        {ask.problem ? <ProblemNote problem={ask.problem} /> : null}
      </Notice>
      {breaking ? <BreakGlass match={search} onClose={() => setBreaking(false)} /> : null}
    </>
  );
}
