import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num } from '@/lib/dates.ts';

const now = (): string => formatInstant(new Date().toISOString());

/** Who printed, when, and up to where in the log: on paper only. */
export function PrintHead({ position }: { position: number | undefined }) {
  const user = useUser();
  const [printed, setPrinted] = useState(now);
  useEffect(() => {
    // The paper says when it was printed, not when the screen was opened.
    const print = () => flushSync(() => setPrinted(now()));
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, []);
  return (
    <p className="print-only print-head">
      <span>{t.audit.printedBy(user.display_name, printed)}</span>
      {position === undefined ? null : <span>{t.audit.upTo(num(position))}</span>}
      <span>{t.audit.confidential}</span>
    </p>
  );
}
