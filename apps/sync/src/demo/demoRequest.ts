import type { Environment } from '../environment.ts';
import type { LeadLine } from '../service/leadLines.ts';
import type { OpenService } from '../service/openService.ts';
import type { SandboxReady } from '../service/sandboxProcess.ts';
import type { LeadReach } from '../store/people/leadReach.ts';
import type { RunReport } from '../sync/closeRun.ts';
import type { RunEvent } from '../sync/context.ts';
import type { PeopleEnds } from './people/personEnd.ts';

/** What the demo is asked for. */
export interface DemoRequest {
  readonly environment: Environment;
  /** Keys of the CRMs that stand side by side. */
  readonly crms: readonly string[];
  /** Made-up contacts of each CRM. */
  readonly contacts: number;
  readonly leads: string | undefined;
  readonly latency: number;
  readonly profile: 'believable' | 'bare' | 'related';
  /** Changes to the stand-ins' own settings, as their control interface takes them. */
  readonly settings?: object;
  readonly now: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Says what happens, one sentence at a time. */
  readonly say: (sentence: string) => void;
  readonly observe: (crm: string, event: RunEvent) => void;
  /** Goes on with the demo's service and CRMs after its last round; what the demo started ends when this does. */
  readonly goOn?: (service: OpenService, environment: Environment) => Promise<void>;
  /** Called after each round of runs, one of each CRM, before the next round. */
  readonly ran: (runs: readonly DemoRun[]) => void;
  /** Called once after the last run. */
  readonly finished: (result: DemoResult) => void;
}

/** What one CRM did in one round. */
export interface DemoRun {
  readonly crm: string;
  /** From 1. */
  readonly round: number;
  /** How many runs the figures are the sum of: more than one where other CRMs left something to write. */
  readonly runs: number;
  readonly report: RunReport;
  /** From the first request for records to the last acknowledgement. */
  readonly seconds: number;
}

/** A lead of one of the CRMs. */
export interface CrmLeadLine extends LeadLine {
  readonly crm: string;
}

/** What the demo shows at its end. */
export interface DemoResult {
  /** Each CRM's rounds, one CRM after the other. */
  readonly runs: readonly DemoRun[];
  /** Leads with a live record after the last round. */
  readonly reach: readonly LeadReach[];
  /** Where people ended whom somebody edited between the rounds, with others of several CRMs; `null` where nobody edited. */
  readonly people: PeopleEnds | null;
  /** The leads to work first, of all CRMs together. */
  readonly top: readonly CrmLeadLine[];
  /** The stand-ins by the CRM's key. */
  readonly sandboxes: ReadonlyMap<string, SandboxReady>;
}
