import type { RouteName } from '@tamis/api';
import { accessHandlers } from './accessHandlers.ts';
import { connectionHandlers } from './connectionHandlers.ts';
import { decisionHandlers } from './decisionHandlers.ts';
import type { Handlers } from './handler.ts';
import { leadHandlers } from './leadHandlers.ts';
import { mappingHandlers } from './mappingHandlers.ts';
import { modelHandlers } from './modelHandlers.ts';
import { runHandlers } from './runHandlers.ts';

/** A handler for every route of the table: one that is missing does not compile. */
export const handlers: Handlers<RouteName> = {
  ...accessHandlers,
  ...connectionHandlers,
  ...mappingHandlers,
  ...modelHandlers,
  ...runHandlers,
  ...leadHandlers,
  ...decisionHandlers,
};
