import { useEffect } from 'react';
import { t } from '@/i18n/index.ts';
import { wipeHere } from '@/lib/wipe.ts';
import { Card, LinkButton, Mark } from '@/ui/index.ts';

/** After a wipe: what happened, in words. */
export function Wiped() {
  useEffect(() => {
    document.title = `${t.access.wipedTitle} · ${t.shell.app}`;
    // Once more: what the page before wrote while it was left, as its place on the screen, goes too.
    void wipeHere();
  }, []);
  return (
    <main className="door" id="main">
      <div className="door-head"><Mark /><h1>{t.access.wipedTitle}</h1></div>
      <Card>
        <div className="stack">
          <p>{t.access.wipedText}</p>
          <div><LinkButton to="/login" search={{}}>{t.access.toSignIn}</LinkButton></div>
        </div>
      </Card>
    </main>
  );
}
