import { createReadStream } from 'node:fs';
import { SandboxClock } from './clock.ts';
import type { LoadedLeads } from './leads/loadLeads.ts';
import { serveSandbox } from './sandbox.ts';
import type { Credentials, Filling, SeedProfile } from './vendor.ts';
import { VENDORS, type VendorName } from './vendors.ts';

export type { LoadedLeads } from './leads/loadLeads.ts';
export type { Credentials, LimitFigures, SeedProfile, WindowFigures } from './vendor.ts';
export type { VendorName } from './vendors.ts';

/** What a sandbox starts with; everything but the vendor can also be set later over `/_sandbox`. */
export interface SandboxOptions {
  /** `hubspot` where it is not given. */
  readonly vendor?: VendorName;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** `127.0.0.1` where it is not given. */
  readonly host?: string;
  /** The sandbox's time at its start, epoch milliseconds; it runs on from there. */
  readonly now?: number;
  /** Every answer waits this many milliseconds. */
  readonly latencyMs?: number;
  /** So many leads from the generator; the same `seed` and `now` give the same leads, and the same seed the same people in every CRM. */
  readonly contacts?: number;
  readonly seed?: number;
  /** `believable` is the default; the others are for measuring with many. */
  readonly profile?: SeedProfile;
  /** Path of a CSV file with a header. */
  readonly leads?: string;
}

/** A sandbox that runs in this process. */
export interface Sandbox {
  readonly vendor: VendorName;
  /** Base address of the API, of the consent page and of the control interface (`/_sandbox`). */
  readonly url: string;
  readonly credentials: Credentials;
  /** People it started with: contacts, leads or persons, as the vendor calls them. */
  readonly contacts: number;
  /** What became of the file of leads; `null` where none was given. */
  readonly leads: LoadedLeads | null;
  close(): Promise<void>;
}

/** Starts a stand-in of a vendor. Rejects where the port is taken or the file of leads cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const name = options.vendor ?? 'hubspot';
  const clock = new SandboxClock();
  clock.freeze(options.now ?? clock.now());
  const vendor = VENDORS[name](clock);
  vendor.setLatency(options.latencyMs ?? 0);
  const leads = await vendor.fill(fillingOf(options));
  clock.run(options.now ?? Date.now());
  const address = { port: options.port ?? 0, host: options.host ?? '127.0.0.1' };
  const server = await serveSandbox({ vendor, clock }, address);
  return {
    ...server,
    vendor: name,
    credentials: vendor.credentials(),
    contacts: vendor.peopleCount(),
    leads,
  };
}

function fillingOf({ contacts, seed, profile, leads }: SandboxOptions): Filling {
  return {
    seed: seed ?? 1,
    profile: profile ?? 'believable',
    ...(contacts === undefined ? {} : { contacts }),
    ...(leads === undefined ? {} : { leads: createReadStream(leads) }),
  };
}
