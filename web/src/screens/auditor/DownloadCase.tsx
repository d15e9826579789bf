import { useState } from 'react';
import { api, toProblem, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, ProblemNote, saveAs, toast } from '@/ui/index.ts';

/** Saves a family's history with its proof as a file. The opening is recorded by the server. */
export function DownloadCase({ id }: { id: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const download = async () => {
    setPending(true);
    setProblem(null);
    try {
      // The id and no name: what lies in a folder of downloads tells of nobody.
      saveAs({ blob: await api.download(`/families/${id}/export`), name: `case-${id}.jsonl` });
      toast(t.proof.downloaded);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="stack-tight">
      <div className="cluster">
        <Button icon="archive" pending={pending} onPress={() => void download()}>{t.proof.download}</Button>
        <span className="soft">{t.proof.downloadHelp}</span>
      </div>
      <ProblemNote problem={problem} />
    </div>
  );
}
