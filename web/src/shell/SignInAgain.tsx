import { refreshEverything } from '@/api/query.ts';
import type { User } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { SignInForm } from '@/screens/common/SignInForm.tsx';
import { Dialog } from '@/ui/Dialog.tsx';

/** When the session ends in the middle of work: sign in over the page, so that nothing typed is lost. */
export function SignInAgain({ user, onDone }: { user: User; onDone: () => void }) {
  return (
    <Dialog title={t.shell.signInAgain} open onClose={onDone} mustAnswer covers>
      <p className="soft">{t.shell.signInAgainWhy}</p>
      <SignInForm
        username={user.username}
        onDone={(now) => {
          onDone();
          // Somebody else's open screen is not for this person.
          if (now.id === user.id) refreshEverything();
          else location.assign('/');
        }}
      />
    </Dialog>
  );
}
