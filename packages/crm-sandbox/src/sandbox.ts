import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ControlProblem } from './control/problem.ts';
import { controlRoutes } from './control/routes.ts';
import type { Fault } from './faults/fault.ts';
import { FaultPlan } from './faults/faultPlan.ts';
import { strike } from './faults/strike.ts';
import type { HttpReply, HttpRequest } from './http/exchange.ts';
import { Router } from './http/router.ts';
import { listen, type RunningServer, readText, requestHead, send } from './http/server.ts';
import type { SandboxParts } from './parts.ts';
import { Statistics } from './statistics.ts';
import type { Vendor } from './vendor.ts';

type Head = Omit<HttpRequest, 'body'>;

/** Serves a vendor's stand-in, and beside it the control interface, on the address. */
export function serveSandbox(
  served: Pick<SandboxParts, 'vendor' | 'clock'>,
  address: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  const parts: SandboxParts = { ...served, faults: new FaultPlan(), statistics: new Statistics() };
  const control = new Router([...controlRoutes(parts), ...parts.vendor.control]);
  return listen(async (incoming, outgoing) => {
    const head = requestHead(incoming);
    if (head.path.startsWith('/_sandbox')) await send(outgoing, await answerControl(control, head));
    else await serveVendor(parts, head, outgoing);
  }, address);
}

/** A request to the vendor: limits count at its arrival, and until it has left, however it leaves. */
async function serveVendor(parts: SandboxParts, head: Head, outgoing: ServerResponse): Promise<void> {
  const { vendor, statistics, clock } = parts;
  outgoing.setHeader('Date', new Date(clock.now()).toUTCString());
  statistics.arrived(vendor.endpointOf(head));
  const refusal = vendor.admit(head);
  try {
    await answerVendor(parts, { ...head, body: await readText(head.stream) }, { outgoing, refusal });
  } finally {
    vendor.left?.(head);
  }
}

/** The fault, the answer, and its latency. */
async function answerVendor(
  parts: SandboxParts,
  request: HttpRequest,
  { outgoing, refusal }: { outgoing: ServerResponse; refusal: HttpReply | null },
): Promise<void> {
  const { vendor, statistics } = parts;
  const fault = parts.faults.next(request);
  const reply = refusal ?? (await carryOut(vendor, request, fault));
  statistics.answered(sentStatus(fault, reply));
  if (vendor.latencyMs() > 0) await wait(vendor.latencyMs());
  if (fault === null || refusal !== null) await send(outgoing, reply);
  else await strike(outgoing, fault.effect, reply);
}

/** A fault that strikes before takes the request's effect away, unless it needs the true answer to distort it. */
function carryOut(vendor: Vendor, request: HttpRequest, fault: Fault | null): HttpReply | Promise<HttpReply> {
  if (fault === null) return vendor.answer(request);
  const { effect, phase } = fault;
  if (effect.kind === 'vendor') return vendor.answerWithFault(request, effect);
  const withoutEffect = phase === 'before' && (effect.kind === 'reply' || effect.kind === 'reset');
  return withoutEffect ? { status: 0 } : vendor.answer(request);
}

/** The status that reaches the client; 0 where none does. */
function sentStatus(fault: Fault | null, reply: HttpReply): number {
  if (fault?.effect.kind === 'reply') return fault.effect.status;
  return fault?.effect.kind === 'reset' ? 0 : reply.status;
}

async function answerControl(control: Router, head: Head): Promise<HttpReply> {
  const match = control.find(head.method, head.path);
  if (match === null)
    return { status: 404, json: { message: `No ${head.method} ${head.path}; see the package's README.` } };
  try {
    const body = match.route.streams === true ? '' : await readText(head.stream);
    return await match.route.handle({ ...head, body }, match.parameters);
  } catch (error) {
    if (error instanceof ControlProblem) return { status: error.status, json: { message: error.message } };
    throw error;
  }
}
