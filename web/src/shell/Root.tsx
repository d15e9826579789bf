import { Outlet, RouterContextProvider, useRouter } from '@tanstack/react-router';
import { I18nProvider } from 'react-aria-components';
import { useMeta } from '@/api/session.ts';
import { locale, t } from '@/i18n/index.ts';
import { Toasts } from '@/ui/Toasts.tsx';

/** Around every screen, signed in or not. */
export function Root() {
  const meta = useMeta();
  const router = useRouter();
  return (
    <RouterContextProvider router={router}>
      <I18nProvider locale={locale}>
        {meta.data?.demo ? <section className="demo-banner" aria-label={t.shell.demoLabel}>{t.shell.demoBanner}</section> : null}
        <Outlet />
        <Toasts />
      </I18nProvider>
    </RouterContextProvider>
  );
}
