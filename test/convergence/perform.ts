import type { Crm, Edit, Editor } from './crm.ts';
import { type CrmName, keyOf, type PeopleField } from './crms.ts';
import { fieldNames, holds } from './fieldNames.ts';
import type { Decided, Happened, Synced } from './history.ts';
import type { Cast, EditedField, Operation, WorkflowField } from './operations.ts';
import { Refused } from './sandboxDoor.ts';
import { BY_WORKFLOW, choiceOf, nameOf, writtenAddress } from './words.ts';
import type { World } from './world.ts';

/** A record that is there, as far as its cluster knows. */
interface Present {
  readonly key: string;
  readonly crm: CrmName;
  readonly object: string;
  readonly id: string;
}

/** What the product never writes by itself. */
const IMPOSSIBLE = { score: '999', grade: 'Z9' } as const;

/** An operation that sets fields of one record. */
type Editing = Extract<Operation, { by: Editor }>;

type Place = Pick<World, 'crms' | 'office' | 'now'>;
type Outcome = Pick<Happened, 'what' | 'keys' | 'overwritten' | 'decided'>;

/** The records of a cluster, and what people and other clients do to them. */
export class Cluster {
  readonly cast: Cast;
  /** Every record that the cluster ever had. */
  readonly known = new Set<string>();
  readonly #place: Place;
  #present: Present[] = [];
  #deleted: Present[] = [];
  /** Records about which somebody may have decided who they are. */
  readonly #settled = new Set<string>();
  readonly #workflows = new Map<string, WorkflowField>();

  constructor(cast: Cast, place: Place) {
    this.cast = cast;
    this.#place = place;
  }

  /** Carries an operation out; what a CRM refuses is part of the history and changes nothing. */
  async perform(operation: Operation, at: number): Promise<Happened> {
    const tried = { kind: 'operation', at, cluster: this.cast.cluster, operation: operation.kind } as const;
    try {
      return { ...tried, ...(await this.#carryOut(operation)) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...tried, what: `${operation.kind}: refused, ${error.message.slice(0, 200)}`, keys: [] };
    }
  }

  /** Workflows set again what a run has just written. */
  async rewrite({ crm, at, pushed }: Synced): Promise<readonly Happened[]> {
    const rewritten: Happened[] = [];
    for (const record of this.#present) {
      const field = this.#workflows.get(record.key);
      const name = field && fieldNames(record.crm, record.object)[field];
      const isWritten = pushed.some(
        ({ key, fields }) => key === record.key && Object.hasOwn(fields, name ?? ''),
      );
      if (record.crm !== crm || field === undefined || !isWritten) continue;
      await this.#crm(crm).edit(record, { [field]: BY_WORKFLOW[field] }, 'client');
      const what = `a workflow sets ${field} of ${record.key} again`;
      const { cluster } = this.cast;
      const [keys, rewrote] = [[record.key], { key: record.key, field }];
      rewritten.push({ kind: 'operation', operation: 'workflow', at, cluster, what, keys, rewrote });
    }
    return rewritten;
  }

  async #carryOut(operation: Operation): Promise<Outcome> {
    switch (operation.kind) {
      case 'create':
        return this.#create(operation);
      case 'merge':
        return this.#merge(operation);
      case 'delete':
        return this.#remove(operation);
      case 'restore':
        return this.#restore(operation);
      case 'convert':
        return this.#convert(operation);
      case 'workflow':
        return this.#startWorkflow(operation);
      case 'cut':
      case 'join':
      case 'free':
      case 'decide-stage':
      case 'decide-value':
        return this.#decide(operation);
      default:
        return this.#edit(operation);
    }
  }

  async #create(operation: Operation & { kind: 'create' }): Promise<Outcome> {
    const crm = this.#crm(operation.crm);
    const persons = this.#present.filter(({ object: other }) => other === 'persons');
    // Nobody's lead cannot be: the person comes first.
    const able = crm.objects.filter((one) => one !== 'leads' || persons.length > 0);
    const object = able[operation.object % able.length] ?? '';
    const of = object === 'leads' ? (persons[operation.object % persons.length]?.id ?? null) : null;
    const values: Partial<Record<PeopleField, string>> = {
      ...(operation.nameless && operation.crm === 'hubspot' ? {} : nameOf(operation.who)),
    };
    const email = writtenAddress(this.cast, operation.address, operation.crm);
    if (email !== null) values.email = email;
    for (const [field, choice] of Object.entries(operation.filled))
      values[field as EditedField] = choiceOf(field as EditedField, choice);
    const record = this.#add(crm, { object, id: await crm.create(object, values, of) });
    const said = object === 'leads' ? `of person ${of}` : JSON.stringify(values);
    return { what: `create ${record.key} ${said}`, keys: [record.key] };
  }

  async #edit(operation: Editing): Promise<Outcome> {
    const needs = fieldNeeded(operation);
    const able = this.#present.filter(({ crm, object }) => needs === null || holds(object, needs, crm));
    const record = able[operation.record % able.length];
    if (record === undefined) return nothing(operation);
    const edit = editOf(operation, this.cast, record.crm);
    await this.#crm(record.crm).edit(record, edit, operation.by);
    const what = `${operation.kind} ${record.key} ${JSON.stringify(edit)} by a ${operation.by}`;
    if (operation.kind !== 'overwrite') return { what, keys: [record.key] };
    const { field } = operation;
    return { what, keys: [record.key], overwritten: { key: record.key, field, value: IMPOSSIBLE[field] } };
  }

  async #merge(operation: Operation & { kind: 'merge' }): Promise<Outcome> {
    const alike = Map.groupBy(this.#present, ({ crm, object }) => `${crm}/${object}`);
    const able = [...alike].flatMap(([, all]) => (all.length > 1 && all[0]?.object !== 'leads' ? all : []));
    const primary = able[operation.record % able.length];
    const others = able.filter(
      ({ key, crm, object }) => key !== primary?.key && crm === primary?.crm && object === primary?.object,
    );
    const loser = others[operation.other % others.length];
    if (primary === undefined || loser === undefined) return nothing(operation);
    const { object } = primary;
    const crm = this.#crm(primary.crm);
    const id = await crm.merge(object, primary.id, loser.id);
    this.#drop(primary, loser);
    const survivor = this.#add(crm, { object, id });
    this.#goOn([primary, loser], survivor);
    const keys = [...new Set([primary.key, loser.key, survivor.key])];
    return { what: `merge ${loser.key} into ${primary.key}, which goes on as ${survivor.key}`, keys };
  }

  async #remove(operation: Operation & { kind: 'delete' }): Promise<Outcome> {
    const record = this.#present[operation.record % this.#present.length];
    if (record === undefined) return nothing(operation);
    await this.#crm(record.crm).remove(record);
    this.#drop(record);
    this.#deleted.push(record);
    return { what: `delete ${record.key}`, keys: [record.key] };
  }

  async #restore(operation: Operation & { kind: 'restore' }): Promise<Outcome> {
    const record = this.#deleted[operation.record % this.#deleted.length];
    if (record === undefined) return nothing(operation);
    await this.#crm(record.crm).restore(record);
    this.#deleted = this.#deleted.filter((one) => one !== record);
    this.#present.push(record);
    return { what: `restore ${record.key}`, keys: [record.key] };
  }

  async #convert(operation: Operation & { kind: 'convert' }): Promise<Outcome> {
    const able = this.#present.filter(({ crm, object }) => this.#crm(crm).converts(object));
    const record = able[operation.record % able.length];
    if (record === undefined) return nothing(operation);
    const crm = this.#crm(record.crm);
    const made = await crm.convert(record);
    this.#drop(record);
    const contact = made === null ? null : this.#add(crm, made);
    if (contact !== null) this.#goOn([record], contact);
    const what = `convert ${record.key}${contact === null ? '' : ` into ${contact.key}`}`;
    return { what, keys: contact === null ? [record.key] : [record.key, contact.key] };
  }

  #startWorkflow({ field, record: which }: Operation & { kind: 'workflow' }): Outcome {
    // In HubSpot the title is the owner's: a workflow there is just somebody who sets it.
    const able = this.#present.filter(
      ({ crm, object }) => field === 'grade' || (crm !== 'hubspot' && holds(object, field, crm)),
    );
    const record = able[which % able.length];
    if (record === undefined) return nothing({ kind: 'workflow' });
    this.#workflows.set(record.key, field);
    return { what: `start a workflow that keeps ${field} of ${record.key}`, keys: [record.key] };
  }

  async #decide(operation: Deciding): Promise<Outcome> {
    const able = this.#present.filter(({ key }) => operation.kind !== 'free' || this.#settled.has(key));
    const record = able[operation.record % able.length];
    const others = this.#present.filter((one) => one !== record);
    const other = operation.kind === 'join' ? others[operation.other % others.length] : record;
    if (record === undefined || other === undefined) return nothing(operation);
    const decided = decidedBy(operation, { record, other, at: this.#place.now() });
    await this.#place.office.decide(decided, this.#place.now());
    if (!('reason' in decided)) this.#settled.add(record.key);
    return { what: `decide ${JSON.stringify(decided)}`, keys: [record.key], decided };
  }

  #crm(name: CrmName): Crm {
    const crm = this.#place.crms.get(name);
    if (crm === undefined) throw new RangeError(`There is no ${name} in this world.`);
    return crm;
  }

  #add(crm: Crm, { object, id }: { object: string; id: string }): Present {
    const record = { key: keyOf(crm.name, object, id), crm: crm.name, object, id };
    this.known.add(record.key);
    this.#present.push(record);
    return record;
  }

  /** What was decided about records is decided about what they become. */
  #goOn(gone: readonly Present[], survivor: Present): void {
    if (gone.some(({ key }) => this.#settled.has(key))) this.#settled.add(survivor.key);
  }

  #drop(...gone: readonly Present[]): void {
    this.#present = this.#present.filter((record) => !gone.includes(record));
  }
}

/** The field that a record must hold itself to be edited so; `null` where any record will do. */
function fieldNeeded(operation: Editing): PeopleField | null {
  switch (operation.kind) {
    case 'set':
    case 'clear':
      return operation.field;
    case 'change-email':
      return 'email';
    case 'rename':
      return 'lastName';
    default:
      return null;
  }
}

function editOf(operation: Editing, cast: Cast, crm: CrmName): Edit {
  switch (operation.kind) {
    case 'set':
      return { [operation.field]: choiceOf(operation.field, operation.value) };
    case 'clear':
      return { [operation.field]: null };
    case 'change-email':
      return { email: writtenAddress(cast, operation.address, crm) };
    case 'rename':
      return { lastName: nameOf(0, operation.married).lastName };
    case 'answer':
      return {
        salesStatus: operation.status,
        rejectionReason: operation.status === 'rejected' ? 'No budget this year' : null,
      };
    case 'overwrite':
      return { [operation.field]: IMPOSSIBLE[operation.field] };
  }
}

type Deciding = Extract<Operation, { kind: 'cut' | 'join' | 'free' | 'decide-stage' | 'decide-value' }>;

function decidedBy(
  operation: Deciding,
  { record: { key }, other, at }: { record: Present; other: Present; at: number },
): Decided {
  switch (operation.kind) {
    case 'cut':
    case 'free':
      return { kind: operation.kind, key };
    case 'join':
      return { kind: 'join', key, with: other.key };
    default: {
      const { forMs } = operation;
      const lasting = { key, until: forMs && at + forMs, reason: `About ${key} at ${at}.` };
      if (operation.kind === 'decide-stage') return { kind: 'stage', stage: operation.stage, ...lasting };
      const { field, value } = operation;
      return { kind: 'value', field, value: choiceOf(field, value), ...lasting };
    }
  }
}

function nothing({ kind }: Pick<Operation, 'kind'>): Outcome {
  return { what: `${kind}: nothing there to take it`, keys: [] };
}
