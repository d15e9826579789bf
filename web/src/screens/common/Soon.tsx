import { t } from '@/i18n/index.ts';
import { Page } from '@/ui/Page.tsx';
import { Empty } from '@/ui/State.tsx';

/** Holds a route until its screen is written. */
export function Soon() {
  return (
    <Page title={t.shell.soonTitle} titleHidden>
      <Empty icon="clock" title={t.shell.soonTitle} />
    </Page>
  );
}
