import { Suspense, lazy } from 'react';
import { t } from '@/i18n/index.ts';
import { useNotices } from './data.ts';

// Most days there is nothing to tell; what says it comes when there is.
const Open = lazy(() => import('./BannerNotices.tsx').then((m) => ({ default: m.Open })));
const Told = lazy(() => import('./BannerNotices.tsx').then((m) => ({ default: m.Told })));

/** On top of every screen: what the person has open beyond the everyday, and what was opened of the families the person answers for. */
export function TrustBanner() {
  const { data } = useNotices();
  if (!data || (data.open.length === 0 && data.told.length === 0)) return null;
  return (
    <Suspense>
      <aside className="trust-banner stack-tight no-print" aria-label={t.trust.notices}>
        {data.told.map((one) => <Told key={one.id} notice={one} />)}
        {data.open.map((one) => <Open key={one.id} open={one} />)}
      </aside>
    </Suspense>
  );
}
