import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readAtlasSearch, readItemsSearch, readNationSearch } from './search.ts';

const readers: readonly Role[] = ['officer', 'auditor'];

export const rollupRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/nation',
    staticData: { roles: readers },
    validateSearch: strictly(readNationSearch),
    component: lazyRouteComponent(withTexts(['rollup', 'places'], () => import('./Nation.tsx')), 'Nation'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/nation/list',
    staticData: { roles: readers },
    validateSearch: strictly(readItemsSearch),
    component: lazyRouteComponent(withTexts(['rollup', 'places'], () => import('./Items.tsx')), 'Items'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/atlas',
    staticData: { roles: readers },
    validateSearch: strictly(readAtlasSearch),
    component: lazyRouteComponent(withTexts(['rollup', 'places'], () => import('../atlas/Atlas.tsx')), 'Atlas'),
  }),
] as const;
