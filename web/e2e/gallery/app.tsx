import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createRoute, createRouter } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queryClient } from '@/api/query.ts';
import { rootRoute, shellRoute } from '@/shell/routes.ts';
import { Forms } from './Forms.tsx';
import { Parts } from './Parts.tsx';

export function start(): void {
  const parts = createRoute({ getParentRoute: () => shellRoute, path: '/parts', component: Parts });
  const forms = createRoute({ getParentRoute: () => shellRoute, path: '/forms', component: Forms });
  const router = createRouter({ routeTree: rootRoute.addChildren([shellRoute.addChildren([parts, forms])]) });
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
}
