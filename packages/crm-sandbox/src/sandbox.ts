import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listen, type RunningServer, readText, requestHead, send } from './http/server.ts';
import type { Vendor } from './vendor.ts';

/** Serves a vendor's stand-in on the address. */
export function serveVendor(
  vendor: Vendor,
  address: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  return listen((incoming, outgoing) => handle(vendor, incoming, outgoing), address);
}

async function handle(vendor: Vendor, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const head = requestHead(incoming);
  const refusal = vendor.admit(head);
  const body = await readText(head.stream);
  const reply = refusal ?? (await vendor.answer({ ...head, body }));
  const latency = vendor.latencyMs();
  if (latency > 0) await wait(latency);
  await send(outgoing, reply);
}
