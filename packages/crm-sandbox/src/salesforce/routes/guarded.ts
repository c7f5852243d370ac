import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import { authorize } from '../oauth/authenticate.ts';
import type { Grant } from '../oauth/tokenRegistry.ts';
import type { SalesforceOrg } from '../org.ts';
import type { Writer } from '../records/writer.ts';
import { refuseWrongVersion } from '../versions.ts';

/** What a call to the data service comes with. */
export interface Call {
  readonly request: HttpRequest;
  readonly path: PathParameters;
  readonly grant: Grant;
  /** Address of the data service in the version called, `/services/data/v66.0`. */
  readonly root: string;
}

/** Who writes when this call writes. */
export function writerOf({ grant }: Call): Writer {
  return { userId: grant.userId, kind: 'api' };
}

/** A route below `/services/data/:version` that needs a session. */
export function guarded(
  org: SalesforceOrg,
  [method, pattern]: readonly [method: string, pattern: string],
  handle: (call: Call) => HttpReply | Promise<HttpReply>,
): Route {
  return {
    method,
    pattern: `/services/data/:version${pattern}`,
    handle: (request, path) => {
      const version = path.version ?? '';
      refuseWrongVersion(version);
      const grant = authorize(org, request);
      return handle({ request, path, grant, root: `/services/data/${version}` });
    },
  };
}
