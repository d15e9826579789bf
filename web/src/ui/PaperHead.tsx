import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { Button } from './Button.tsx';

const now = (): string => formatInstant(new Date().toISOString());

/** Words for a box in the margin of every page. */
const quoted = (text: string): string => `"${text.replace(/["\\\n]/g, ' ')}"`;

/** What the paper is, that it is confidential, when it was printed and by whom: on paper only, the first two on every page. */
export function PaperHead({ what }: { what: string }) {
  const user = useUser();
  const [printed, setPrinted] = useState(now);
  useEffect(() => {
    // The paper says when it was printed, not when the screen was opened.
    const print = () => flushSync(() => setPrinted(now()));
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, []);
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--paper-mark', quoted(t.paper.mark));
    // Each keeps its own direction beside the other.
    style.setProperty('--paper-name', quoted(`\u2068${what}\u2069 · \u2068${printed}\u2069`));
    return () => {
      style.removeProperty('--paper-mark');
      style.removeProperty('--paper-name');
    };
  }, [what, printed]);
  return (
    <header className="print-only paper-head">
      <p><span className="paper-mark">{t.paper.mark}</span><span className="strong">{what}</span></p>
      <p className="soft"><span>{t.shell.app}</span><span>{t.paper.printed(printed)}</span><bdi>{t.paper.by(user.display_name)}</bdi></p>
    </header>
  );
}

/** Opens the browser's own print dialog, which makes PDFs too. */
export function PrintButton({ label, main = false }: { label?: string; main?: boolean }) {
  return <Button icon="print" className="no-print" {...(main ? { variant: 'primary' as const } : {})} onPress={() => window.print()}>{label ?? t.common.print}</Button>;
}
