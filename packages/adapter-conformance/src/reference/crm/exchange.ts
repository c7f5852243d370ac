import { setImmediate as turn } from 'node:timers/promises';
import type { FaultPlace } from '../../world.ts';
import type { ExampleCrm } from './exampleCrm.ts';
import type { CrmRequest } from './message.ts';
import { answer } from './protocol.ts';

/** What reaches the client; `null` where the connection was cut. */
export type Exchanged = { readonly status: number; readonly text: string } | null;

const HTML = '<html><h1>Bad gateway</h1></html>';

/** Carries a request to the example CRM and its answer back, through the fault that was asked for. */
export async function exchange(crm: ExampleCrm, request: CrmRequest): Promise<Exchanged> {
  await turn();
  const kind = takeFault(crm, request);
  if (kind === 'cut') return null;
  if (kind === 'page-of-html') return { status: 502, text: HTML };
  const { status, json } = answer(crm, request);
  const text = JSON.stringify(json);
  if (kind === 'lost') return null;
  return { status, text: kind === 'half' ? text.slice(0, text.length / 2) : text };
}

function takeFault(crm: ExampleCrm, request: CrmRequest) {
  const { fault } = crm;
  if (fault === null || fault.at !== placeOf(request)) return null;
  crm.fault = null;
  return fault.kind;
}

function placeOf({ method, path }: CrmRequest): FaultPlace | null {
  if (method === 'PATCH') return 'write';
  if (method === 'POST' && path === '/tasks') return 'task';
  return method === 'GET' && /^\/people(\/changes)?\?/.test(path) ? 'page' : null;
}
