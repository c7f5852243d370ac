import type { HttpRequest } from '../http/exchange.ts';
import type { Fault } from './fault.ts';

interface Scripted {
  readonly fault: Fault;
  seen: number;
  struck: number;
}

/** The script of faults, and how far it has been played. */
export class FaultPlan {
  #script: Scripted[] = [];
  #requests = 0;

  /** Replaces the script; requests count from 1 again. */
  set(faults: readonly Fault[]): void {
    this.#script = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
    this.#requests = 0;
  }

  /** Counts a request; the fault that strikes it, or `null`. The first that fits strikes. */
  next(request: HttpRequest): Fault | null {
    this.#requests += 1;
    for (const scripted of this.#script) {
      if (!fits(scripted.fault, request, this.#requests)) continue;
      scripted.seen += 1;
      const { skip, times } = scripted.fault;
      if (scripted.seen <= skip || (times !== null && scripted.struck >= times)) continue;
      scripted.struck += 1;
      return scripted.fault;
    }
    return null;
  }

  /** The script with how often each fault has struck. */
  report(): readonly { readonly fault: Fault; readonly struck: number }[] {
    return this.#script.map(({ fault, struck }) => ({ fault, struck }));
  }
}

function fits({ when }: Fault, request: HttpRequest, number: number): boolean {
  return (
    (when.request === undefined || when.request === number) &&
    (when.method === undefined || when.method === request.method) &&
    (when.path === undefined || request.path.includes(when.path)) &&
    (when.body === undefined || request.body.includes(when.body))
  );
}
