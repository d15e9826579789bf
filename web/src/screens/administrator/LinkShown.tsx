import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { Button, Dialog, Notice, toast } from '@/ui/index.ts';
import type { LinkView } from './types.ts';
import '@/screens/common/access/access.css';

type LinkShownProps = { name: string; link: LinkView; onDone: () => void };

/** A one-time link, to be handed over; it is not shown again. */
export function LinkShown({ name, link, onDone }: LinkShownProps) {
  const address = `${location.origin}${link.path}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    toast(t.access.copied);
  };
  return (
    <Dialog title={t.access.linkTitle(name)} open mustAnswer onClose={onDone}>
      <div className="stack">
        <Notice tone="warn" title={t.access.linkReady}><p>{t.access.linkReadyText(formatDate(link.expires_at))}</p></Notice>
        <p className="link-shown" dir="ltr" data-link={address}>{address}</p>
        <div className="form-actions">
          <Button variant="primary" onPress={() => void copy()}>{t.access.copyLink}</Button>
          <Button variant="quiet" onPress={onDone}>{t.access.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
