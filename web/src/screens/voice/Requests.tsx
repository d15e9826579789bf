import { useState } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { FamilyFile, FileRequest } from '@/screens/family/types.ts';
import { Button, Card, Chip, Dialog, Facts, LinkButton } from '@/ui/index.ts';
import { AnswerForm } from './AnswerForm.tsx';

const TONES = { waiting: 'warn', answered: 'good', withdrawn: 'quiet' } as const;

type OneProps = { request: FileRequest; onAnswer: (() => void) | null; onTakeBack: (() => void) | null };

function One({ request, onAnswer, onTakeBack }: OneProps) {
  return (
    <li className="stack-tight">
      <div className="spread">
        <h3>{t.voice.kind[request.kind]}</h3>
        <span className="cluster"><Chip tone={TONES[request.state]}>{t.voice.state[request.state]}</Chip>{request.state === 'waiting' ? <Chip icon="clock" tone={request.answer_by.iso < today() ? 'bad' : 'quiet'}>{t.voice.answerBy(formatDate(request.answer_by))}</Chip> : null}</span>
      </div>
      <p className="prose"><bdi>{request.words}</bdi></p>
      <p className="soft">{[formatDate(request.made_on), request.member?.name].filter(Boolean).join(' · ')}</p>
      {request.outcome ? (
        <Facts facts={[
          { term: t.voice.outcomeWord, value: t.voice.outcome[request.outcome] },
          { term: t.voice.answer, value: request.answer },
          { term: t.voice.answeredBy(request.answered_by?.name ?? t.family.someone, request.answered_on ? formatDate(request.answered_on) : ''), value: null },
        ]} />
      ) : null}
      {onAnswer || onTakeBack ? (
        <div className="cluster">
          {onAnswer ? <WithNetwork label={t.voice.answer}><Button small onPress={onAnswer}>{t.voice.answer}</Button></WithNetwork> : null}
          {onTakeBack ? <WithNetwork label={t.voice.takeBack}><Button small variant="quiet" onPress={onTakeBack}>{t.voice.takeBack}</Button></WithNetwork> : null}
        </div>
      ) : null}
    </li>
  );
}

/** What the family asked about its own case, and the answers. */
export function RequestsPart({ file, work, onAct }: { file: FamilyFile; work: boolean; onAct: (action: Action) => void }) {
  const manager = hasRole(useUser(), 'center_manager');
  const [answering, setAnswering] = useState<FileRequest | null>(null);
  return (
    <Card title={t.voice.requests} actions={<span className="cluster">{work ? <WithNetwork label={t.voice.ask}><LinkButton small to="/families/$id/request" params={{ id: file.id }} icon="add">{t.voice.ask}</LinkButton></WithNetwork> : null}<LinkButton small variant="quiet" icon="document" to="/families/$id/plain" params={{ id: file.id }}>{t.voice.plain}</LinkButton></span>}>
      <div className="stack">
        <p className="soft">{file.shown_on ? t.voice.lastShown(formatDate(file.shown_on)) : t.voice.neverShown}</p>
        {file.requests.length === 0 ? <p className="soft">{t.voice.noRequests}</p> : (
          <ul className="list stack">
            {newestFirst(file.requests).map((request) => (
              <One
                key={request.id}
                request={request}
                onAnswer={manager && work && request.state === 'waiting' ? () => setAnswering(request) : null}
                onTakeBack={work && request.state === 'waiting' ? () => onAct({ title: t.voice.takeBack, path: `/requests/${request.id}/withdraw`, day: { name: 'withdrawn_on', label: t.caseworker.onDay, min: request.made_on.iso } }) : null}
              />
            ))}
          </ul>
        )}
      </div>
      <Dialog title={t.voice.answerTitle} open={answering !== null} onClose={() => setAnswering(null)}>
        {answering ? <AnswerForm family={file.id} request={{ id: answering.id, kind: answering.kind, words: answering.words }} onClose={() => setAnswering(null)} /> : null}
      </Dialog>
    </Card>
  );
}
