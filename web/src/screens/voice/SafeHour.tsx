import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { Notice } from '@/ui/index.ts';
import { isSafeNow, windowText } from './contact.ts';

/** The safe way and hour, before anybody calls or goes: and whether it is now. */
export function SafeHour({ file }: { file: Pick<FamilyFile, 'safe_contact' | 'contact_window'> }) {
  const { safe_contact: words, contact_window: window } = file;
  const [now] = useState(() => new Date());
  if (!words && !window) return null;
  const safe = window === null || isSafeNow(window, now);
  return (
    <div className="no-print">
    <Notice tone={safe ? 'info' : 'bad'} title={safe ? t.family.safeContact : t.voice.notNow}>
      {words ? <p><bdi>{words}</bdi></p> : null}
      {window ? <p>{windowText(window)}</p> : null}
    </Notice>
    </div>
  );
}
