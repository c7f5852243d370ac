import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { UsageError } from '../cli/exit.ts';

/** Where `npm run build` puts the administrator's page. */
const DIST = fileURLToPath(new URL('../../../settings/dist/', import.meta.url));
/** Where the document takes the nonce of its answer: the page's own style elements carry it. */
const NONCE_PLACE = 'name="csp-nonce" content=""';
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
  const [before = '', after = ''] = readFileSync(join(DIST, 'index.html'), 'utf8').split(NONCE_PLACE);
  router.use(
    '/assets',
    express.static(join(DIST, 'assets'), { immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  );
  router.use(express.static(DIST, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_, response) => {
    const document = `${before}name="csp-nonce" content="${response.locals.nonce}"${after}`;
    response.set('Cache-Control', 'no-store').type('html').send(document);
  });
  return router;
}
