import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t, type Texts } from '@/i18n/index.ts';
import { optionsOf } from '@/screens/family/options.ts';
import type { RequestKind } from '@/screens/family/types.ts';
import { Button, ChoiceField, Form, TextArea, errorsOf, toast } from '@/ui/index.ts';

type Outcome = keyof Texts['voice']['outcome'];
type AnswerProps = { family: string; request: { id: string; kind: RequestKind; words: string | null }; onClose: () => void };

/** The answer to the family, by somebody other than whoever decided. */
export function AnswerForm({ family, request, onClose }: AnswerProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [answer, setAnswer] = useState('');
  const send = useCommand<{ outcome: Outcome | null; answer: string }>(`/families/${family}/requests/${request.id}/answer`, {
    onDone: () => {
      toast(t.voice.answered);
      onClose();
    },
  });
  return (
    <Form
      label={t.voice.answerTitle}
      submitLabel={t.voice.answer}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => errorsOf({ outcome: !outcome && t.common.chooseOne, answer: !answer.trim() && t.common.required })}
      onSubmit={() => void send.send({ outcome, answer: answer.trim() })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <p><span className="strong">{t.voice.kind[request.kind]}:</span> <bdi>{request.words}</bdi></p>
      <ChoiceField name="outcome" label={t.voice.outcomeWord} options={optionsOf(t.voice.outcome)} value={outcome} onChange={setOutcome} />
      <TextArea name="answer" label={t.voice.answer} help={t.voice.answerHelp} rows={4} value={answer} onChange={setAnswer} />
    </Form>
  );
}
