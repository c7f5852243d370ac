import type { Adapter, Instant, NameStore, TokenSet } from '@tamis/adapter';
import { MemoryTokens, memoryNames, memoryPorts } from '../suite/ports.ts';
import type { Gauges, OpenWorld, Switches, TestFields, World, WorldClock } from '../world.ts';
import { Control } from './control.ts';
import { sandboxPerson } from './person.ts';
import type { RunningSandbox, SandboxVendor } from './vendor.ts';

const UNLIMITED = 1_000_000_000;

/** Worlds for the suite on sandboxes that have the common control interface; each world is a sandbox of its own. */
export function sandboxWorlds<S extends RunningSandbox>(vendor: SandboxVendor<S>): OpenWorld {
  return async () => {
    const sandbox = await vendor.start(Date.now());
    const control = new Control(sandbox.url);
    const seat = { vendor, sandbox, control, clock: sandboxClock(control), names: memoryNames() };
    const first = await connect(seat);
    const fields = await vendor.prepare(first, AbortSignal.timeout(30_000));
    return toWorld(seat, first, fields);
  };
}

interface Seat<S extends RunningSandbox> {
  readonly vendor: SandboxVendor<S>;
  readonly sandbox: S;
  readonly control: Control;
  readonly clock: WorldClock;
  readonly names: NameStore;
}

function toWorld<S extends RunningSandbox>(seat: Seat<S>, first: Adapter, fields: TestFields): World {
  const { vendor, sandbox, control, clock, names } = seat;
  return {
    facts: { ...vendor.facts, fields },
    person: sandboxPerson(control, vendor, fields),
    clock,
    names,
    first,
    switches: switches(control, vendor),
    open: (ports) => vendor.open(sandbox, ports),
    issueTokens: () => issueTokens(seat),
    gauges: () => readGauges(control, vendor.tokenEndpoint),
    resetGauges: async () => void (await control.ask('DELETE', '/stats')),
    close: async () => {
      await first.close();
      await sandbox.close();
    },
  };
}

async function connect<S extends RunningSandbox>(seat: Seat<S>): Promise<Adapter> {
  const tokens = new MemoryTokens(await issueTokens(seat));
  return seat.vendor.open(
    seat.sandbox,
    memoryPorts(tokens, () => seat.clock.now(), seat.names),
  );
}

function sandboxClock(control: Control): WorldClock {
  let ahead = 0;
  return {
    now: (): Instant => Date.now() + ahead,
    advance: async (ms) => {
      await control.advance(ms);
      ahead += ms;
    },
  };
}

async function issueTokens<S extends RunningSandbox>({
  control,
  clock,
  sandbox,
}: Seat<S>): Promise<TokenSet> {
  const { expiresIn, apiUrl = sandbox.url, ...tokens } = await control.issueTokens();
  return { ...tokens, apiUrl, expiresAt: expiresIn === null ? null : clock.now() + expiresIn * 1000 };
}

async function readGauges(control: Control, tokenEndpoint: RegExp): Promise<Gauges> {
  const { requests, endpoints, statuses, limits } = await control.figures();
  const refreshes = Object.entries(endpoints).filter(([endpoint]) => tokenEndpoint.test(endpoint));
  return {
    requests,
    refused: limits.refused,
    refreshes: refreshes.reduce((sum, [, count]) => sum + count, 0),
    unauthorized: statuses['401'] ?? 0,
    windows: limits.windows,
  };
}

const EFFECTS = {
  lost: { phase: 'after', effect: { kind: 'reset' } },
  cut: { phase: 'before', effect: { kind: 'reset' } },
  'page-of-html': {
    phase: 'before',
    effect: { kind: 'reply', status: 502, html: '<html><h1>Bad gateway</h1></html>' },
  },
  half: { phase: 'after', effect: { kind: 'truncate' } },
} as const;

function switches<S extends RunningSandbox>(control: Control, vendor: SandboxVendor<S>): Switches {
  const { lag, day, faults } = vendor;
  return {
    strike: async ({ at, kind }) => control.faults([{ when: faults[at] ?? {}, ...EFFECTS[kind] }]),
    expireTokens: async () => void (await control.ask('POST', '/tokens/expire')),
    revokeTokens: async () => void (await control.ask('POST', '/tokens/revoke')),
    ...(lag === undefined ? {} : { lag: (ms: number) => control.settings(lag(ms)) }),
    ...(day === undefined ? {} : { leaveOfDay: leaveOfDay(control, day) }),
  };
}

function leaveOfDay(control: Control, day: (units: number) => object) {
  return async (requests: number | null) => {
    const { limits } = await control.figures();
    await control.settings(day(requests === null ? UNLIMITED : limits.dailyUsed + requests));
  };
}
