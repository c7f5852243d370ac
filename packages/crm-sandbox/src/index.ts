import { SandboxClock } from './clock.ts';
import { hubspotVendor } from './hubspot/vendor.ts';
import { serveVendor } from './sandbox.ts';
import type { Credentials } from './vendor.ts';

export type { Credentials } from './vendor.ts';

/** A sandbox that runs in this process. */
export interface Sandbox {
  /** Base address of the API, of the consent page and of the control interface (`/_sandbox`). */
  readonly url: string;
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** Starts an empty HubSpot stand-in; port 0 (the default) takes a free one. Data and settings come over `/_sandbox`. */
export async function startSandbox(
  options: { readonly port?: number; readonly host?: string } = {},
): Promise<Sandbox> {
  const vendor = hubspotVendor(new SandboxClock());
  const server = await serveVendor(vendor, { port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return { ...server, credentials: vendor.credentials() };
}
