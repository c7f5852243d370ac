import { createReadStream } from 'node:fs';
import { SandboxClock } from './clock.ts';
import type { HubSpotAccount } from './hubspot/account.ts';
import { type LoadedLeads, loadLeads } from './hubspot/seed/loadLeads.ts';
import { seedAccount } from './hubspot/seed/seedAccount.ts';
import { hubspotVendor } from './hubspot/vendor.ts';
import { serveSandbox } from './sandbox.ts';
import type { Credentials } from './vendor.ts';

export type { LoadedLeads } from './hubspot/seed/loadLeads.ts';
export type { Credentials } from './vendor.ts';

/** What a sandbox starts with; everything can also be set later over `/_sandbox`. */
export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** `127.0.0.1` where it is not given. */
  readonly host?: string;
  /** The sandbox's time at its start, epoch milliseconds; it runs on from there. */
  readonly now?: number;
  /** Every answer waits this many milliseconds. */
  readonly latencyMs?: number;
  /** So many leads from the generator; the same `seed` and `now` give the same leads. */
  readonly contacts?: number;
  readonly seed?: number;
  /**
   * For measuring with many: `bare` makes contacts with plain properties only, `related` adds a company and five engagements to
   * each. `believable` is the default.
   */
  readonly profile?: 'believable' | 'bare' | 'related';
  /** Path of a CSV file with a header. */
  readonly leads?: string;
}

/** A sandbox that runs in this process. */
export interface Sandbox {
  /** Base address of the API, of the consent page and of the control interface (`/_sandbox`). */
  readonly url: string;
  readonly credentials: Credentials;
  /** Contacts it started with. */
  readonly contacts: number;
  /** What became of the file of leads; `null` where none was given. */
  readonly leads: LoadedLeads | null;
  close(): Promise<void>;
}

const SEED_PROFILES = {
  believable: { profile: 'believable', companies: false, engagementsPerContact: 0 },
  bare: { profile: 'bare', companies: false, engagementsPerContact: 0 },
  related: { profile: 'bare', companies: true, engagementsPerContact: 5 },
} as const;

/** Starts a HubSpot stand-in. Rejects where the port is taken or the file of leads cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = new SandboxClock();
  const now = options.now ?? clock.now();
  clock.freeze(now);
  const vendor = hubspotVendor(clock);
  const leads = await fill(vendor.account, options);
  clock.run(options.now ?? Date.now());
  const server = await serveSandbox(
    { vendor, clock },
    { port: options.port ?? 0, host: options.host ?? '127.0.0.1' },
  );
  const contacts = vendor.account.store('contacts').table.size;
  return { ...server, credentials: vendor.credentials(), contacts, leads };
}

async function fill(account: HubSpotAccount, options: SandboxOptions): Promise<LoadedLeads | null> {
  account.configure({ ...account.settings, latencyMs: options.latencyMs ?? 0 });
  if (options.contacts !== undefined)
    seedAccount(account, {
      contacts: options.contacts,
      seed: options.seed ?? 1,
      ...SEED_PROFILES[options.profile ?? 'believable'],
    });
  return options.leads === undefined ? null : loadLeads(account, createReadStream(options.leads));
}
