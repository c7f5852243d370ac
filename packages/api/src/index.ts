/** The HTTP API as data: routes and their schemas. */

export { type Session, sessionSchema, type User } from './access/session.ts';
export {
  type Connection,
  connectionSchema,
  preflightCheckSchema,
  proposedChangeSchema,
  type Schedule,
  scheduleSchema,
} from './connections/connections.ts';
export { type Lead, type LeadLine, leadSchema } from './leads/leadSchema.ts';
export { stages } from './leads/stages.ts';
export { type CrmField, mappingSchema, type Suggestion } from './mapping/mapping.ts';
export { type ModelNumber, modelSchema, modelSimulationSchema } from './model/model.ts';
export { openApiDocument } from './openapi.ts';
export { type Problem, type ProblemKind, problemKinds, problemSchema } from './problem.ts';
export type { Access, Answer, Concurrency, GivenRequest, ParsedRequest, Route } from './route.ts';
export { type RouteName, routes } from './routes.ts';
export { type Run, runSchema } from './runs/runs.ts';
