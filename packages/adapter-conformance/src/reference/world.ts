import type { Adapter, AdapterPorts, RecordRef } from '@tamis/adapter';
import { MemoryTokens, memoryNames, memoryPorts } from '../suite/ports.ts';
import type { Facts, Gauges, HeldRecord, OpenWorld, Person, Switches, World } from '../world.ts';
import { openReference } from './adapter/index.ts';
import { memoryDoor } from './crm/door.ts';
import { ExampleCrm } from './crm/exampleCrm.ts';
import { LONGEST_TEXT, type Row } from './crm/row.ts';
import { type ServedCrm, serveCrm } from './crm/server.ts';

const FACTS: Facts = {
  object: 'people',
  fields: {
    text: 'note',
    number: 'score',
    enumeration: { name: 'stage', values: ['known', 'won'], unknown: 'no-such-stage' },
    doomed: 'motto',
  },
  lagMs: 5000,
  deletionToldWithinMs: 0,
  rotates: true,
  past: { object: 'people', field: 'stage', values: ['new', 'known', 'won'] },
  longestText: LONGEST_TEXT,
  windows: [
    { name: 'window', filledBy: 'pull' },
    { name: 'window', filledBy: 'push' },
  ],
};

/** Connects the adapter under test to an example CRM. */
export type OpenExample = (crm: ExampleCrm, ports: AdapterPorts) => Adapter;

/** Connects the reference adapter. */
export const openSound: OpenExample = (crm, ports) =>
  openReference({ apiUrl: 'http://crm.test', door: memoryDoor(crm) }, ports);

/** Worlds of the reference adapter. */
export const referenceWorlds: OpenWorld = exampleWorlds(openSound);

/** Worlds of any adapter for an example CRM in this process. */
export function exampleWorlds(open: OpenExample): OpenWorld {
  return async () => {
    const crm = new ExampleCrm();
    return exampleWorld(crm, (ports) => open(crm, ports));
  };
}

/** Worlds of any adapter for an example CRM that is reached over HTTP. */
export function servedWorlds(open: (url: string, ports: AdapterPorts) => Adapter): OpenWorld {
  return async () => {
    const crm = new ExampleCrm();
    const served = await serveCrm(crm);
    return exampleWorld(crm, (ports) => open(served.url, ports), served);
  };
}

function exampleWorld(crm: ExampleCrm, open: (ports: AdapterPorts) => Adapter, served?: ServedCrm): World {
  const names = memoryNames();
  const now = () => crm.now();
  const first = open(memoryPorts(new MemoryTokens(crm.tokens.issue(now())), now, names));
  return {
    facts: FACTS,
    person: personAt(crm),
    clock: { now, advance: async (ms) => crm.advance(ms) },
    switches: switchesOf(crm),
    names,
    first,
    open,
    issueTokens: async () => crm.tokens.issue(now()),
    gauges: async () => gaugesOf(crm),
    resetGauges: async () => crm.resetCounts(),
    close: async () => {
      await first.close();
      await served?.close();
    },
  };
}

function personAt(crm: ExampleCrm): Person {
  const { people } = crm;
  return {
    seed: async (count) => void Array.from({ length: count }, () => people.add(crm.now())),
    all: async () => people.live().map(held),
    read: async (id) => {
      const row = people.find(id);
      return row === null ? null : held(row);
    },
    create: async () => people.add(crm.now()).id,
    edit: async (id, fields) => people.write(live(crm, id), fields, crm.now()),
    editTogether: async (ids, fields) => {
      const at = crm.now();
      for (const id of ids) people.write(live(crm, id), fields, at);
    },
    twin: async (id) => ({ object: FACTS.object, id: people.add(crm.now(), live(crm, id).id).id }),
    remove: async (id) => people.finish(live(crm, id), { kind: 'deleted' }, crm.now()),
    merge: async (primaryId, loserId) => merge(crm, primaryId, loserId),
    convert: async (id) => {
      const into: RecordRef = { object: 'customers', id: `c-${id}` };
      people.finish(live(crm, id), { kind: 'converted', into }, crm.now());
      return into;
    },
    deleteField: async (name) => void people.fields.delete(name),
    relabelField: async (name, label) => {
      const field = people.fields.get(name);
      if (field !== undefined) field.label = label;
    },
    past: {
      create: async () => {
        const row = people.add(crm.now());
        people.write(row, { stage: 'new' }, crm.now());
        return row.id;
      },
      set: async (id, value) => people.write(live(crm, id), { stage: value }, crm.now()),
    },
    tasks: async () => [...crm.tasks.values()].map(({ id, ...fields }) => ({ id, fields })),
  };
}

function merge(crm: ExampleCrm, primaryId: string, loserId: string): string {
  const survivor = live(crm, primaryId);
  crm.people.finish(live(crm, loserId), { kind: 'merged', into: primaryId }, crm.now());
  survivor.mergedIds = [...survivor.mergedIds, loserId];
  survivor.modified = crm.now();
  return primaryId;
}

function switchesOf(crm: ExampleCrm): Switches {
  return {
    strike: async (fault) => {
      crm.fault = fault;
    },
    lag: async (ms) => {
      crm.lagMs = ms;
    },
    leaveOfDay: async (requests) => {
      crm.limits.leftOfDay = requests;
    },
    expireTokens: async () => crm.tokens.expire(),
    revokeTokens: async () => crm.tokens.revoke(),
  };
}

function gaugesOf(crm: ExampleCrm): Gauges {
  return { ...crm.counts, refused: crm.limits.refused, windows: { window: crm.limits.gauge() } };
}

function live(crm: ExampleCrm, id: string): Row {
  const row = crm.people.find(id);
  if (row === null) throw new Error(`The example CRM has nobody called ${id}.`);
  return row;
}

function held({ id, fields }: Row): HeldRecord {
  return { id, fields: { ...fields } };
}
