import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '@/api/query.ts';
import { groupsOf } from '@/i18n/groups.ts';
import { loadTexts } from '@/i18n/index.ts';
import { phone } from '@/phone/hint.ts';
import { leaveEarly } from '@/shell/early.ts';
import { router } from './router.tsx';

/** What a caseworker's day is drawn with, so that it is there when the PIN is right. */
export async function loadAhead(): Promise<void> {
  await Promise.all([phone(), loadTexts(groupsOf(['caseworker'])), import('@/shell/Shell.tsx'), import('@/screens/caseworker/Today.tsx')]);
  await import('@/screens/caseworker/FamilyPage.tsx');
}

export function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  // Whatever is drawn first takes the place of the sign-in that was there before the app; the sign-in itself takes over what was typed.
  router.subscribe('onRendered', ({ toLocation }) => {
    if (toLocation.pathname !== '/login') leaveEarly();
  });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
