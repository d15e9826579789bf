import { useEffect, useState } from 'react';
import { onSignedOut } from '@/api/client.ts';
import { refreshEverything } from '@/api/query.ts';
import type { User } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { SignInForm } from '@/screens/common/SignInForm.tsx';
import { Dialog } from '@/ui/Dialog.tsx';

/** When the session ends in the middle of work: sign in over the page, so that nothing typed is lost. */
export function SignInAgain({ user }: { user: User }) {
  const [open, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  return (
    <Dialog title={t.shell.signInAgain} open={open} onClose={() => setOpen(false)} mustAnswer>
      <p className="soft">{t.shell.signInAgainWhy}</p>
      <SignInForm
        username={user.username}
        onDone={(now) => {
          setOpen(false);
          // Somebody else's open screen is not for this person.
          if (now.id === user.id) refreshEverything();
          else location.assign('/');
        }}
      />
    </Dialog>
  );
}
