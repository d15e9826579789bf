import { useState } from 'react';
import { api, type Query } from '@/api/client.ts';
import { toProblem, type ApiProblem } from '@/api/problem.ts';
import { language, t } from '@/i18n/index.ts';
import { Button } from './Button.tsx';
import { ProblemNote } from './State.tsx';
import { toast } from './Toasts.tsx';

const FORMATS = ['xlsx', 'csv'] as const;

/** Hands bytes to the device, under a name that names nobody. */
export function saveAs({ blob, name }: { blob: Blob; name: string }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The device has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

type TakeAwayProps = { /** Of the list or report, as `families`. */ what: string; /** Which of several on a screen, in words. */ of?: string; query?: Query; /** Filters, where they may hold a name. */ body?: object };

/** A list or report as a file for a spreadsheet: every row that the screen would show, page after page. */
export function TakeAway({ what, of, query, body }: TakeAwayProps) {
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const take = async (format: string) => {
    setPending(format);
    setProblem(null);
    try {
      saveAs(await api.takeAway(`/exports/${what}/${format}/${language}`, query, body));
      toast(t.common.takenAway);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(null);
    }
  };
  return (
    <div className="stack-tight no-print">
      <div className="cluster" role="group" aria-label={of ? `${t.common.takeAway}: ${of}` : t.common.takeAway}>
        {of ? <span className="soft">{of}</span> : null}
        {FORMATS.map((format) => <Button key={format} small variant="quiet" icon="document" pending={pending === format} onPress={() => void take(format)}>{t.common.formats[format]}</Button>)}
      </div>
      <ProblemNote problem={problem} />
    </div>
  );
}
