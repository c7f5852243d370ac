import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Router } from 'express';
import { UsageError } from '../cli/exit.ts';

/** Where `npm run build` puts the administrator's page. */
const DIST = fileURLToPath(new URL('../../../settings/dist/', import.meta.url));
const ASSETS = join(DIST, 'assets');
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
  const files = express.static(ASSETS, { immutable: true, maxAge: YEAR_MS, fallthrough: false });
  router.use('/assets', gzipped(new Set(readdirSync(ASSETS))), files);
  router.use(express.static(DIST, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_, response) => {
    const document = `${before}name="csp-nonce" content="${response.locals.nonce}"${after}`;
    response.set('Cache-Control', 'no-store').type('html').send(document);
  });
  return router;
}

/** Leads to the gzip form that the build lays beside scripts and style sheets, for whoever takes it. */
function gzipped(files: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    if (!files.has(`${request.path.slice(1)}.gz`)) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') return next();
    response.type(extname(request.path)).set('Content-Encoding', 'gzip');
    request.url = `${request.path}.gz`;
    next();
  };
}
