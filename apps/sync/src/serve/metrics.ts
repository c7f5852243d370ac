import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RunReport } from '../sync/closeRun.ts';

/** Figures of this process for Prometheus: https://prometheus.io/docs/practices/naming/ */
export class Metrics {
  readonly registry = new Registry();
  readonly #runs = new Counter({
    name: 'tamis_runs_total',
    help: 'Runs by how they ended.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  readonly #leads = new Counter({
    name: 'tamis_leads_total',
    help: 'Lead records by what happened to them.',
    labelNames: ['what'],
    registers: [this.registry],
  });
  readonly #requests = new Counter({
    name: 'tamis_crm_requests_total',
    help: 'Requests to CRMs; `refused` were answered "too many requests".',
    labelNames: ['what'],
    registers: [this.registry],
  });
  readonly #linking = new Counter({
    name: 'tamis_linking_seconds_total',
    help: 'How long runs took to say who is who.',
    registers: [this.registry],
  });
  readonly #http = new Histogram({
    name: 'tamis_http_seconds',
    help: 'How long answers of the API took.',
    labelNames: ['route', 'status'],
    buckets: [0.01, 0.05, 0.15, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor(queued: () => Promise<number>) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'tamis_runs_waiting',
      help: 'Runs that wait for a worker.',
      registers: [this.registry],
      async collect(this: Gauge) {
        this.set(await queued());
      },
    });
  }

  ran({ status, counts, calls, associationCalls, activityCalls, rateLimited, linkingMs }: RunReport): void {
    this.#runs.inc({ status });
    for (const what of ['pulled', 'evaluated', 'written', 'refused'] as const)
      this.#leads.inc({ what }, counts[what]);
    this.#requests.inc({ what: 'sent' }, calls + associationCalls + activityCalls);
    this.#requests.inc({ what: 'refused' }, rateLimited);
    this.#linking.inc(linkingMs / 1_000);
  }

  answered({ route, status, ms }: { route: string; status: number; ms: number }): void {
    this.#http.observe({ route, status: String(status) }, ms / 1_000);
  }
}
