import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, today } from '@/lib/dates.ts';
import type { ManyBody, ManyDone } from '@/screens/many/change.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, FileField, Notice, ProblemNote, toast } from '@/ui/index.ts';
import { FILE_MAX, lotsOf, readAnswers, type ReadAnswers, type Transfer } from './transfers.ts';

/** The answers of a body from its file: read in this browser, shown, and recorded only then. */
export function AnswersFile({ sent }: { sent: readonly Transfer[] }) {
  const words = t.transfers;
  const [file, setFile] = useState<{ name: string; size: string } | null>(null);
  const [read, setRead] = useState<ReadAnswers | null>(null);
  const [error, setError] = useState<string>();
  const [on, setOn] = useState<string | null>(today());
  const [refused, setRefused] = useState<string[]>([]);
  const send = useCommand<ManyBody, ManyDone>('/families/bulk');
  const take = async (chosen: File) => {
    setRead(null);
    setRefused([]);
    setFile({ name: chosen.name, size: `${num(Math.ceil(chosen.size / 1000))} kB` });
    if (chosen.size > FILE_MAX) {
      setError(words.wrong.large);
      return;
    }
    setError(undefined);
    setRead(readAnswers(await chosen.text(), sent));
  };
  const apply = async () => {
    let done = 0;
    const told: string[] = [];
    for (const lot of lotsOf(read?.answers ?? [])) {
      const [first] = lot;
      const body = { operation: 'answer_sending', families: lot.map((one) => ({ family_id: one.family, part_id: one.sending })), command: { answer: first?.answer, reason: first?.reason, answered_on: on }, try_only: false };
      // One lot after the other: each is one change to many.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await send.send(body as unknown as ManyBody);
      if (!answer) return;
      done += answer.done;
      for (const one of answer.items.filter((item) => item.outcome === 'refused')) {
        const number = lot.find((row) => row.family === one.family_id)?.file_number ?? '';
        told.push(`${digits(number)}: ${problemText(new ApiProblem(one.problem?.status ?? 409, one.problem ?? {}))}`);
      }
    }
    setRefused(told);
    setRead(null);
    setFile(null);
    toast(words.done(num(done)));
  };
  return (
    <div className="stack">
      <p className="soft">{words.importHelp}</p>
      <FileField name="answers" label={words.importFile} accept={['.csv', 'text/csv']} chooseLabel={words.importFile} cameraLabel="" chosen={file} error={error} onChange={(chosen) => void take(chosen)} />
      {read ? (
        <div className="stack-tight" aria-live="polite">
          <p className="strong">{words.read(num(read.answers.length))}</p>
          {read.unchanged > 0 ? <p className="soft">{words.unchanged(num(read.unchanged))}</p> : null}
          {read.wrong.length > 0 ? <Notice tone="warn" title={words.readWrong(num(read.wrong.length))}><ul className="list">{read.wrong.map((one) => <li key={`${one.line}-${one.why}`}>{one.line > 0 ? `${words.line(num(one.line))}: ` : ''}{words.wrong[one.why]}</li>)}</ul></Notice> : null}
          {read.answers.length > 0 ? (
            <div className="form-row">
              <DateField name="answered_on" label={words.answeredOn} value={on} onChange={setOn} max={today()} />
              <div><Button variant="primary" icon="check" pending={send.pending} onPress={() => void apply()}>{words.apply(num(read.answers.length))}</Button></div>
            </div>
          ) : null}
        </div>
      ) : null}
      <ProblemNote problem={send.problem} />
      {refused.length > 0 ? <Notice tone="warn" title={words.notDone(num(refused.length))}><ul className="list">{refused.map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul></Notice> : null}
    </div>
  );
}
