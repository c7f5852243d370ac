import type { SandboxClock } from '../../clock.ts';
import { badRequest, notFound } from '../errors.ts';
import { idOf } from '../ids.ts';
import { isOver, type Job } from './job.ts';

/** Jobs are kept for seven days: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_bulkapi.htm */
const LIFETIME = 7 * 86_400_000;

/** The jobs of an org, and how far they have come. */
export class Jobs {
  readonly #clock: SandboxClock;
  readonly #jobs = new Map<string, Job>();
  #made = 0;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  nextId(): string {
    this.#made += 1;
    return idOf('750', this.#made);
  }

  add(job: Job): void {
    this.#jobs.set(job.id, job);
  }

  remove(id: string): void {
    this.#jobs.delete(id);
  }

  all(kind: Job['kind']): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => job.kind === kind && this.#isKept(job));
  }

  /** A job of this kind; throws the 404 where there is none. */
  get<K extends Job['kind']>(kind: K, id: string): Extract<Job, { kind: K }> {
    const job = this.#jobs.get(id) ?? this.all(kind).find((each) => each.id.startsWith(id));
    if (job === undefined || !isKind(job, kind) || !this.#isKept(job)) throw notFound();
    return job;
  }

  /** Brings every job to where it is now: processed for `processingMs`, then `process` does its work. */
  settle(processingMs: number, process: (job: Job) => void): void {
    const now = this.#clock.now();
    for (const job of this.#jobs.values()) {
      if (job.startedAt === null || isOver(job)) continue;
      if (now >= job.startedAt + processingMs) process(job);
      else if (now > job.startedAt) job.state = 'InProgress';
    }
  }

  #isKept({ createdAt }: Job): boolean {
    return this.#clock.now() - createdAt <= LIFETIME;
  }
}

function isKind<K extends Job['kind']>(job: Job, kind: K): job is Extract<Job, { kind: K }> {
  return job.kind === kind;
}

/** The 400 for what a job's state does not allow. */
export function wrongState(job: Job, doing: string) {
  return badRequest('INVALIDJOBSTATE', `The job is in state ${job.state}; ${doing}`);
}
