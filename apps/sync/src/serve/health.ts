import express, { type Router } from 'express';
import type { Metrics } from './metrics.ts';

/** Says whether the process can do its work at this moment; the reason where it cannot. */
export type Readiness = () => Promise<string | null>;

/** `/healthz`: the process lives; `/readyz`: it can work; `/metrics` for Prometheus. For the operator's own network: a proxy should not pass them on. */
export function healthRouter(ready: Readiness, metrics: Metrics): Router {
  const router = express.Router();
  router.get('/healthz', (_, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_, response) => {
    const reason = await ready();
    response
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { ready: true } : { ready: false, reason });
  });
  router.get('/metrics', async (_, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}
