import { z } from 'zod';
import { faultSchema } from '../faults/fault.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import type { SandboxParts } from '../parts.ts';
import { controlBody } from './problem.ts';

/** The part of the control interface that every vendor has: clock, faults and figures. */
export function controlRoutes(parts: SandboxParts): Route[] {
  return [
    { method: 'GET', pattern: '/_sandbox/clock', handle: () => clockReply(parts) },
    { method: 'POST', pattern: '/_sandbox/clock', handle: (request) => setClock(parts, request) },
    { method: 'GET', pattern: '/_sandbox/faults', handle: () => ok(parts.faults.report()) },
    { method: 'PUT', pattern: '/_sandbox/faults', handle: (request) => setFaults(parts, request) },
    { method: 'GET', pattern: '/_sandbox/stats', handle: () => statistics(parts) },
    { method: 'DELETE', pattern: '/_sandbox/stats', handle: () => resetStatistics(parts) },
  ];
}

const instant = z.union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);
const clockSchema = z.union([
  z.strictObject({ freeze: z.union([z.literal(true), instant]) }),
  z.strictObject({ run: z.union([z.literal(true), instant]) }),
  z.strictObject({ advanceMs: z.int() }),
]);

function setClock(parts: SandboxParts, request: HttpRequest): HttpReply {
  const order = controlBody(request, clockSchema);
  if ('freeze' in order) parts.clock.freeze(order.freeze === true ? undefined : order.freeze);
  else if ('run' in order) parts.clock.run(order.run === true ? undefined : order.run);
  else parts.clock.advance(order.advanceMs);
  return clockReply(parts);
}

function clockReply({ clock }: SandboxParts): HttpReply {
  return ok({ now: new Date(clock.now()).toISOString(), mode: clock.mode });
}

function setFaults(parts: SandboxParts, request: HttpRequest): HttpReply {
  parts.faults.set(controlBody(request, z.array(faultSchema)));
  return ok(parts.faults.report());
}

function statistics(parts: SandboxParts): HttpReply {
  return ok({ ...parts.statistics.report(), limits: parts.vendor.limitFigures() });
}

function resetStatistics(parts: SandboxParts): HttpReply {
  parts.statistics.reset();
  parts.vendor.forgetLimitFigures();
  return { status: 204 };
}

function ok(json: unknown): HttpReply {
  return { status: 200, json };
}
