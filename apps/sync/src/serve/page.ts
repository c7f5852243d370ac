import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { UsageError } from '../cli/exit.ts';

/** Where `npm run build` puts the administrator's page. */
const DIST = fileURLToPath(new URL('../../../settings/dist/', import.meta.url));
const YEAR_MS = 365 * 24 * 3_600_000;

/** Throws {@link UsageError} where the page has not been built. */
export function requireBuiltPage(): void {
  if (!existsSync(join(DIST, 'index.html')))
    throw new UsageError(
      'The page has not been built. Run "npm run build" once, or start with --role worker.',
    );
}

/** The page: hashed files for ever, and the document itself for every address that the page draws. */
export function pageRouter(): Router {
  const router = express.Router();
  router.use(
    '/assets',
    express.static(join(DIST, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  );
  router.use(express.static(DIST, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_, response) => {
    response.set('Cache-Control', 'no-store').sendFile(join(DIST, 'index.html'));
  });
  return router;
}
