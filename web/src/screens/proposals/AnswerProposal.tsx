import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t, type Texts } from '@/i18n/index.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FileTierProposal } from '@/screens/family/types.ts';
import { Button, ChoiceField, Form, TextArea, TierChip, errorsOf, toast } from '@/ui/index.ts';

type Outcome = keyof Texts['proposals']['outcome'];
type AnswerProps = { family: string; proposal: Pick<FileTierProposal, 'id' | 'tier' | 'computed' | 'reason'>; onClose: () => void };

/** The manager agrees, or says no with words. */
export function AnswerProposal({ family, proposal, onClose }: AnswerProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [answer, setAnswer] = useState('');
  const send = useCommand<{ outcome: Outcome | null; answer: string | null }>(`/families/${family}/tier-proposals/${proposal.id}/answer`, {
    onDone: () => {
      toast(t.proposals.answered);
      onClose();
    },
  });
  return (
    <Form
      label={t.proposals.answerTitle}
      submitLabel={t.proposals.answerIt}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => errorsOf({ outcome: !outcome && t.common.chooseOne, answer: outcome === 'declined' && !answer.trim() && t.common.required })}
      onSubmit={() => void send.send({ outcome, answer: written(answer) })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <p className="cluster">{t.family.computed}: <TierChip tier={proposal.computed} /> {t.proposals.inFile}: <TierChip tier={proposal.tier} /></p>
      <p><span className="strong">{t.proposals.reason}:</span> <bdi>{proposal.reason ?? t.family.nameErased}</bdi></p>
      <ChoiceField name="outcome" label={t.proposals.outcomeWord} options={optionsOf(t.proposals.outcome)} value={outcome} onChange={setOutcome} />
      <TextArea name="answer" label={t.proposals.answer} help={t.proposals.answerHelp} optional={outcome !== 'declined'} rows={4} value={answer} onChange={setAnswer} />
    </Form>
  );
}
