import { useState } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { FamilyFile, FileTierProposal } from '@/screens/family/types.ts';
import { Button, Card, Chip, Dialog, Facts, LinkButton } from '@/ui/index.ts';
import { AnswerProposal } from './AnswerProposal.tsx';
import { PROPOSAL_TONES } from './tones.ts';

type OneProps = { proposal: FileTierProposal; onAnswer: (() => void) | null; onTakeBack: (() => void) | null };

function One({ proposal, onAnswer, onTakeBack }: OneProps) {
  return (
    <li className="stack-tight">
      <div className="spread">
        <h3>{t.proposals.change(t.words.tierShort[proposal.computed], t.words.tierShort[proposal.tier])}</h3>
        <span className="cluster"><Chip>{t.words.moment[proposal.moment]}</Chip><Chip tone={PROPOSAL_TONES[proposal.state]}>{t.proposals.state[proposal.state]}</Chip></span>
      </div>
      <p className="prose"><bdi>{proposal.reason ?? t.family.nameErased}</bdi></p>
      <p className="soft">{t.proposals.by(proposal.proposed_by.name ?? t.family.someone, formatDate(proposal.proposed_on))}</p>
      {proposal.answered_on ? (
        <Facts facts={[
          { term: t.proposals.answer, value: proposal.answer },
          { term: t.proposals.answeredBy(proposal.answered_by?.name ?? t.family.someone, formatDate(proposal.answered_on)), value: null },
        ]} />
      ) : null}
      {onAnswer || onTakeBack ? (
        <div className="cluster">
          {onAnswer ? <WithNetwork label={t.proposals.answerIt}><Button small onPress={onAnswer}>{t.proposals.answerIt}</Button></WithNetwork> : null}
          {onTakeBack ? <WithNetwork label={t.proposals.takeBack}><Button small variant="quiet" onPress={onTakeBack}>{t.proposals.takeBack}</Button></WithNetwork> : null}
        </div>
      ) : null}
    </li>
  );
}

/** The way to another tier than the computed one, for the family's caseworker. */
export function ProposeLink({ file }: { file: FamilyFile }) {
  const user = useUser();
  const assessment = file.assessments.at(-1)?.id;
  const waits = file.tier_proposals.some((one) => one.state === 'waiting');
  if (!assessment || waits || !hasRole(user, 'caseworker')) return null;
  return <WithNetwork label={t.proposals.propose}><LinkButton variant="quiet" to="/families/$id/tier" params={{ id: file.id }} search={{ assessment }}>{t.proposals.propose}</LinkButton></WithNetwork>;
}

/** The tiers that the family's caseworkers proposed, and what the manager said. */
export function ProposalsPart({ file, work, onAct }: { file: FamilyFile; work: boolean; onAct: (action: Action) => void }) {
  const user = useUser();
  const [answering, setAnswering] = useState<FileTierProposal | null>(null);
  if (file.tier_proposals.length === 0) return null;
  const mine = (one: FileTierProposal) => one.proposed_by.id === user.id;
  const waits = (one: FileTierProposal) => work && one.state === 'waiting';
  return (
    <Card title={t.proposals.inFile}>
      <ul className="list stack">
        {newestFirst(file.tier_proposals).map((one) => (
          <One
            key={one.id}
            proposal={one}
            onAnswer={waits(one) && hasRole(user, 'center_manager') && !mine(one) ? () => setAnswering(one) : null}
            onTakeBack={waits(one) && hasRole(user, 'caseworker') ? () => onAct({ title: t.proposals.takeBack, path: `/tier-proposals/${one.id}/withdraw`, day: { name: 'withdrawn_on', label: t.caseworker.onDay, min: one.proposed_on.iso } }) : null}
          />
        ))}
      </ul>
      <Dialog title={t.proposals.answerTitle} open={answering !== null} onClose={() => setAnswering(null)}>
        {answering ? <AnswerProposal family={file.id} proposal={answering} onClose={() => setAnswering(null)} /> : null}
      </Dialog>
    </Card>
  );
}
