import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { NotFound } from './NotFound.tsx';
import { SignedIn } from './SignedIn.tsx';

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const setUp = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../access/SetUp.tsx'), 'SetUp'),
});

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../access/SignIn.tsx'), 'SignIn'),
});

const signedIn = createRoute({ getParentRoute: () => rootRoute, id: 'signed-in', component: SignedIn });

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/connections' });
  },
});

/** How a consent ended, as the service says it in the address. */
const consent = z.object({
  connected: z.coerce.string().optional(),
  refused: z.coerce.string().optional(),
  failed: z.enum(['state', 'session', 'exchange']).optional(),
  detail: z.coerce.string().optional(),
});

const connectionsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/connections',
  validateSearch: consent,
  component: lazyRouteComponent(() => import('../connections/Connections.tsx'), 'Connections'),
});

const proposal = createRoute({
  getParentRoute: () => signedIn,
  path: '/connections/$connectionId/proposal',
  component: lazyRouteComponent(() => import('../connections/Proposal.tsx'), 'Proposal'),
});

const mapping = createRoute({
  getParentRoute: () => signedIn,
  path: '/mapping',
  component: lazyRouteComponent(() => import('../mapping/Mapping.tsx'), 'Mapping'),
});

const mappingOf = createRoute({
  getParentRoute: () => signedIn,
  path: '/mapping/$connectionId',
  component: lazyRouteComponent(() => import('../mapping/Mapping.tsx'), 'Mapping'),
});

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs',
  component: lazyRouteComponent(() => import('../runs/Runs.tsx'), 'Runs'),
});

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/$runId',
  component: lazyRouteComponent(() => import('../runs/RunPage.tsx'), 'RunPage'),
});

const leadSearch = z.object({
  search: z.coerce.string().optional(),
  stage: z.string().optional(),
  sort: z.enum(['total', 'name']).optional(),
});

const leads = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads',
  validateSearch: leadSearch,
  component: lazyRouteComponent(() => import('../leads/Leads.tsx'), 'Leads'),
});

const lead = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads/$leadId',
  component: lazyRouteComponent(() => import('../leads/LeadPage.tsx'), 'LeadPage'),
});

const qualification = createRoute({
  getParentRoute: () => signedIn,
  path: '/qualification',
  component: lazyRouteComponent(() => import('../qualification/Qualification.tsx'), 'Qualification'),
});

const pages = [home, connectionsRoute, proposal, mapping, mappingOf, runs, run, leads, lead, qualification];

/** Every address of the page. Pages are loaded when they are first opened. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([setUp, signIn, signedIn.addChildren(pages)]),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
