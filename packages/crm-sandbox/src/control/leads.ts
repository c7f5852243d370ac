import { createReadStream } from 'node:fs';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import { loadLeads, type OpenTarget } from '../leads/loadLeads.ts';
import { ControlProblem } from './problem.ts';

/** Loads a file of leads: the body is the CSV itself, or `?file=` names one on this machine. */
export function leadsRoute(open: OpenTarget): Route {
  return {
    method: 'POST',
    pattern: '/_sandbox/leads',
    streams: true,
    handle: (request) => load(request, open),
  };
}

async function load(request: HttpRequest, open: OpenTarget): Promise<HttpReply> {
  const file = request.query.get('file');
  const source = file === null ? request.stream : createReadStream(file);
  try {
    return { status: 200, json: await loadLeads(source, open) };
  } catch (error) {
    throw new ControlProblem(
      `The leads cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
