// Long forms keep what was typed in this tab until they are sent, so that a closed
// dialog or a wrong tap costs nothing. Kept per person: the next one at the same
// screen sees nothing of it.
import { useCallback, useEffect, useState } from 'react';
import { useUser } from '@/api/index.ts';
import { draftKey, forgetDrafts } from '@/lib/drafts.ts';
import { keepDraft, keptDraft } from '@/phone/drafts.ts';

function read<T extends object>(key: string, initial: T): T {
  try {
    // What this tab kept is the newest; a phone kept it over the tab's end.
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? keptDraft(key) ?? null;
    return stored !== null && typeof stored === 'object' ? { ...initial, ...stored } : initial;
  } catch {
    return initial;
  }
}

function write(key: string, value: object | null): void {
  keepDraft(key, value);
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be full or switched off; the form then lives as long as the page.
  }
}

export type Draft<T extends object> = {
  value: T;
  /** Changes some fields. */
  set: (change: Partial<T>) => void;
  /** Forgets what was kept; after the command was accepted. */
  clear: () => void;
  /** What was typed before was found again. */
  restored: boolean;
};

/** The fields of one form, kept under `name` in this tab. */
export function useDraft<T extends object>(name: string, initial: T): Draft<T> {
  const userId = useUser().id;
  const key = draftKey(userId, name);
  const [first] = useState(() => {
    // Once someone else writes in this tab, the drafts of those before go.
    forgetDrafts(userId);
    return { value: read(key, initial), untouched: JSON.stringify(initial) };
  });
  const [value, setValue] = useState(first.value);
  const restored = JSON.stringify(first.value) !== first.untouched;
  const [live, setLive] = useState(true);

  useEffect(() => {
    if (live && JSON.stringify(value) !== first.untouched) write(key, value);
  }, [key, value, live, first]);

  const set = useCallback((change: Partial<T>) => setValue((before) => ({ ...before, ...change })), []);
  const clear = useCallback(() => {
    setLive(false);
    write(key, null);
  }, [key]);
  return { value, set, clear, restored };
}
