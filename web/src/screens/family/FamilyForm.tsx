import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useCommand, type CommandState, type Committed } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Failure, Loaded, Notice, Page, Skeleton, toast } from '@/ui/index.ts';
import { useFamily } from './data.ts';
import { FamilyHead } from './FamilyHead.tsx';
import { PendingWork } from '@/screens/phone/Pending.tsx';
import type { FamilyFile } from './types.ts';
import './family.css';

/** The sequence that a person's own last command left a family at. */
const ownSequences = new Map<string, number>();

/** The file on screen was read before the person's own last command; a form filled from it would be refused. */
const isBehind = (file: Pick<FamilyFile, 'id' | 'sequence'>): boolean => file.sequence < (ownSequences.get(file.id) ?? 0);

type FamilyScreenProps = { id: string; title: string; children: (file: FamilyFile) => ReactNode; /** No commands on a closed case. */ open?: boolean; /** What is in the form is nowhere else: once shown it stays, whatever becomes of the file meanwhile. */ held?: boolean };

/** The form, unless the case is closed or what is on screen is behind. */
function FormPart({ file, children, open, held }: { file: FamilyFile } & Required<Pick<FamilyScreenProps, 'children' | 'open' | 'held'>>) {
  const isClosed = open && Boolean(file.closed);
  const mayShow = !isClosed && !isBehind(file);
  const [wasShown, setWasShown] = useState(mayShow);
  if (mayShow && !wasShown) setWasShown(true);
  const isShown = mayShow || (held && wasShown);
  // The form keeps its place among the children, so that a notice above does not begin it anew.
  return (
    <>
      {isClosed ? <Notice tone="warn" title={t.caseworker.closedNotice} /> : null}
      {isShown ? children(file) : isClosed ? null : <Skeleton rows={3} />}
    </>
  );
}

/** A screen about one family: the strip on top, the way back, then the form. */
export function FamilyScreen({ id, title, children, open = true, held = false }: FamilyScreenProps) {
  const family = useFamily(id);
  return (
    <Page title={title} back={{ label: t.caseworker.backToFamily, to: '/families/$id', params: { id } }}>
      <Loaded query={family}>
        {(file) => (
          <div className="stack-wide form-page">
            <FamilyHead file={file} />
            <PendingWork family={file.id} />
            {family.isError && family.error.status === 404 ? <Failure problem={family.error} /> : null}
            <FormPart key={file.id} file={file} open={open} held={held}>{children}</FormPart>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

export type Tab = 'summary' | 'members' | 'timeline' | 'calendar' | 'aid' | 'referrals' | 'attachments' | 'why' | 'openings';

type FamilyCommandOptions = {
  /** The fields stand on what the person saw: refuse when the file has changed since. */
  guarded?: boolean;
  method?: 'post' | 'put';
  /** What to say, where «ثبت شد» is not enough. */
  said?: string;
  /** Runs before going back; clears the draft. */
  onDone?: (answer: Done) => void;
  /** The tab of the family's page to return to; null stays. */
  backTo?: Tab | null;
};

/** A committed command with the ids of what it made; or one that waits on the phone, or for the center. */
export type Done = Committed & { ids?: Record<string, string>; file_number?: string; kept?: true; parked?: true };

/**
 * A command on a family: says it was saved and goes back to the family. A guarded one
 * names the sequence the form was filled from; once the server has answered that the
 * file moved on, the fresh file is on screen and the next sending stands on that.
 */
export function useFamilyCommand<B extends object>(file: Pick<FamilyFile, 'id' | 'sequence'>, path: string, { guarded = false, method, said, onDone, backTo = 'summary' }: FamilyCommandOptions = {}): CommandState<B, Done> {
  const navigate = useNavigate();
  const [filledFrom] = useState(Math.max(file.sequence, ownSequences.get(file.id) ?? 0));
  const [told, setTold] = useState<number | null>(null);
  const done = useCallback(
    (answer: Done) => {
      ownSequences.set(file.id, Math.max(answer.sequence, ownSequences.get(file.id) ?? 0));
      toast(answer.kept ? t.phone.kept : answer.parked ? t.phone.wentToReview : (said ?? t.common.saved));
      onDone?.(answer);
      if (backTo) void navigate({ to: '/families/$id', params: { id: file.id }, search: { tab: backTo } });
    },
    [said, onDone, backTo, navigate, file.id],
  );
  const command = useCommand<B, Done>(`/families/${file.id}${path}`, { method, onDone: done, ifMatch: guarded ? (told === null ? filledFrom : Math.max(told, file.sequence)) : undefined });
  const actual = command.problem?.status === 412 ? Number(command.problem.params['actual'] ?? file.sequence) : null;
  if (actual !== null && actual !== told) setTold(actual);
  return command;
}
