import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import { mergeDeep } from './mergeDeep.ts';
import { ControlProblem, controlBody } from './problem.ts';

/** Where a vendor keeps its settings. */
interface SettingsPlace<T> {
  read(): T;
  write(settings: T): void;
}

/** Reads and changes a vendor's settings; what a change does not name stays as it is. */
export function settingsRoutes<T>(schema: z.ZodType<T>, place: SettingsPlace<T>): Route[] {
  const pattern = '/_sandbox/settings';
  return [
    { method: 'GET', pattern, handle: () => ({ status: 200, json: place.read() }) },
    { method: 'PATCH', pattern, handle: (request) => change(schema, place, request) },
  ];
}

function change<T>(schema: z.ZodType<T>, place: SettingsPlace<T>, request: HttpRequest): HttpReply {
  const sent = controlBody(request, z.record(z.string(), z.unknown()));
  const parsed = schema.safeParse(mergeDeep(place.read(), sent));
  if (!parsed.success) throw new ControlProblem(z.prettifyError(parsed.error));
  place.write(parsed.data);
  return { status: 200, json: place.read() };
}
