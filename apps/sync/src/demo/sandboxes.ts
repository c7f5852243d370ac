import type { Environment } from '../environment.ts';
import { type SandboxProcess, type SandboxReady, startSandboxProcess } from '../service/sandboxProcess.ts';
import { vendorOf } from '../vendors.ts';
import type { DemoRequest } from './demoRequest.ts';

/** The stand-ins of a demo; they end together. */
export interface Sandboxes extends AsyncDisposable {
  readonly ready: ReadonlyMap<string, SandboxReady>;
}

/** Starts a stand-in of each CRM at the same time, and says where they listen. */
export async function startSandboxes(request: DemoRequest, asOf: number): Promise<Sandboxes> {
  const now = new Date(asOf).toISOString();
  const started = await Promise.allSettled(
    request.crms.map((crm) => startSandboxProcess({ ...request, crm, now })),
  );
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await end(running);
    throw failed.reason;
  }
  const ready = new Map(running.map((sandbox, index) => [request.crms[index] ?? '', sandbox.ready] as const));
  const { settings } = request;
  if (settings !== undefined) await Promise.all(running.map((one) => one.change(settings)));
  for (const [crm, { url, leads }] of ready)
    request.say(
      `A ${vendorOf(crm).label} sandbox with ${leads?.loaded ?? request.contacts} leads listens on ${url}.`,
    );
  return { ready, [Symbol.asyncDispose]: () => end(running) };
}

async function end(running: readonly SandboxProcess[]): Promise<void> {
  await Promise.all(running.map((sandbox) => sandbox[Symbol.asyncDispose]()));
}

/** The same environment with the addresses and credentials of the CRMs in it replaced by their stand-ins'. */
export function pointedAt(environment: Environment, ready: Sandboxes['ready']): Environment {
  return {
    ...environment,
    vendor: (vendor) => {
      const configured = environment.vendor(vendor);
      const sandbox = ready.get(vendor.key);
      if (sandbox === undefined) return configured;
      const { url, clientId, clientSecret, accessToken } = sandbox;
      const { dailyBudget } = configured;
      return { apiUrl: url, oauthUrl: url, clientId, clientSecret, accessToken, dailyBudget };
    },
  };
}
