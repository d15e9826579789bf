import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { Button } from '@/ui/Button.tsx';
import { Notice } from '@/ui/Page.tsx';
import { useAway } from './useAway.ts';

/** What the server alone can do: without a network a button that says so stands in its place, so that nothing is filled in and turned away. */
export function WithNetwork({ label, children }: { /** What the button says. */ label: string; children: ReactNode }) {
  return useAway() ? <Button small variant="quiet" isDisabled>{label} {t.common.needsNetwork}</Button> : children;
}

/** Said in a form that needs the server, when the network is gone. */
export function NetworkNotice() {
  return useAway() ? <Notice tone="warn" title={t.common.formNeedsNetwork} /> : null;
}
