import type { Adapter, AdapterPorts, Instant, RecordRef } from '@tamis/adapter';
import type { Facts, FaultPlace, TestFields } from '../world.ts';

/** A sandbox that runs: base address of its API and of its control interface. */
export interface RunningSandbox {
  readonly url: string;
  close(): Promise<void>;
}

/** Which requests are reads of pages, writes and so on: parts of method and path, as the sandbox's faults take them. */
export interface RequestMatcher {
  readonly method?: string;
  readonly path?: string;
}

/** What differs between vendors when a sandbox is driven; everything else is the common control interface. */
export interface SandboxVendor<S extends RunningSandbox> {
  /** Starts an empty sandbox whose clock runs from `now`. */
  start(now: Instant): Promise<S>;
  /** Connects the adapter under test to it. */
  open(sandbox: S, ports: AdapterPorts): Adapter;
  /** Creates the fields for the suite, through the adapter or the sandbox, and names them. */
  prepare(adapter: Adapter, signal: AbortSignal): Promise<TestFields>;
  /** Everything the suite has to know but the fields, which are prepared. */
  readonly facts: Omit<Facts, 'fields'>;
  /** Values with which a person creates the `index`-th lead by hand. */
  newRecord(index: number): Readonly<Record<string, string>>;
  /** How the sandbox recognises the requests that a fault is to strike. */
  readonly faults: Readonly<Partial<Record<FaultPlace, RequestMatcher>>>;
  /** Recognises requests for new tokens among the endpoints counted, for instance `POST /oauth/:version/token`. */
  readonly tokenEndpoint: RegExp;
  /** Values with which a person creates the `index`-th record of `facts.past` by hand; those of a lead unless told. */
  newPast?(index: number): Readonly<Record<string, string>>;
  /** A person can merge leads over the control interface. */
  readonly merges?: boolean;
  /** Reads what a conversion answered: what the record goes on as, `null` where the vendor does not say. Absent: there are no conversions. */
  readonly converted?: (answer: unknown) => RecordRef | null;
  /** Another record of a lead object that the vendor itself ties to that lead: its object, and the values with which a person creates it. */
  readonly twin?: (id: string) => { readonly object: string; readonly properties: object };
  /** The object of the sandbox that holds tasks. Absent: no tasks. */
  readonly tasks?: { readonly object: string };
  /** A person can rename and delete fields over the control interface. */
  readonly changesFields?: boolean;
  /** Settings that make changes show late. Absent: they never do. */
  readonly lag?: (ms: number) => object;
  /** Settings that make `units` a day's quota. Absent: no day can be used up. */
  readonly day?: (units: number) => object;
}
