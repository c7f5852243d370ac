import { accessRoutes } from './access/session.ts';
import { connectionRoutes } from './connections/connections.ts';
import { decisionRoutes } from './leads/decisions.ts';
import { leadRoutes } from './leads/leads.ts';
import { mappingRoutes } from './mapping/mapping.ts';
import { modelRoutes } from './model/model.ts';
import { runRoutes } from './runs/runs.ts';

/** Every route of the API: server, page, OpenAPI document and access tests read this one table. */
export const routes = {
  ...accessRoutes,
  ...connectionRoutes,
  ...mappingRoutes,
  ...modelRoutes,
  ...runRoutes,
  ...leadRoutes,
  ...decisionRoutes,
};

/** Name of a route, for instance `listLeads`. */
export type RouteName = keyof typeof routes;
