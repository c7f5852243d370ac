import { sandboxWorlds, type TestFields } from '@tamis/adapter-conformance';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { openPipedrive } from '../src/adapter.ts';

const LAG_MS = 1000;

/** The suite's own fields, made as a person makes them: the adapter shows them under the keys that Pipedrive made up. */
const FIELDS = [
  { field_name: 'Suite text', field_type: 'varchar' },
  { field_name: 'Suite number', field_type: 'double' },
  { field_name: 'Suite choice', field_type: 'enum', options: [{ label: 'One' }, { label: 'Two' }] },
  { field_name: 'Suite doomed', field_type: 'varchar' },
];

/** Pipedrive stand-ins for the conformance suite. Who survived a merge is told by webhooks alone. */
export const pipedriveWorlds = sandboxWorlds<Sandbox>({
  start: async (now) => {
    const sandbox = await startSandbox({ vendor: 'pipedrive', now });
    for (const field of FIELDS) await tell(sandbox, 'POST', '/api/v2/personFields', field);
    // Pipedrive does not say whether a refresh token is good twice: the suite takes the harder case.
    await tell(sandbox, 'PATCH', '/_sandbox/settings', { unknowns: { refreshToken: 'single-use' } });
    return sandbox;
  },
  open: ({ url, credentials }, ports) =>
    openPipedrive({ ...credentials, apiUrl: url, oauthUrl: url }, ports, { lagMs: LAG_MS }),
  prepare: async (adapter, signal): Promise<TestFields> => {
    const described = await adapter.describe('persons', signal);
    const of = (label: string) => {
      const field = described.find((each) => each.label === label);
      if (field === undefined) throw new Error(`the field ${label} is not described`);
      return field;
    };
    const [one, two] = (of('Suite choice').options ?? []).map(({ value }) => value);
    return {
      text: of('Suite text').name,
      number: of('Suite number').name,
      enumeration: { name: of('Suite choice').name, values: [one ?? '', two ?? ''], unknown: '999999' },
      doomed: of('Suite doomed').name,
    };
  },
  facts: {
    object: 'persons',
    lagMs: LAG_MS + 3000,
    deletionToldWithinMs: 25 * 3_600_000,
    survivorsUntold: true,
    longestText: 255,
    past: { object: 'deals', field: 'status', values: ['open', 'won', 'lost'] },
    rotates: true,
    windows: [{ name: 'oauth', filledBy: 'push' }],
  },
  newRecord: (index) => ({ name: `Person ${index}` }),
  newPast: (index) => ({ title: `Deal ${index}` }),
  faults: {
    page: { method: 'GET', path: '/persons' },
    write: { method: 'PATCH', path: '/persons/' },
    task: { method: 'POST', path: '/activities' },
  },
  tokenEndpoint: /^POST \/oauth\/token$/,
  merges: true,
  twin: (id) => ({ object: 'leads', properties: { title: 'Asked again', person_id: Number(id) } }),
  tasks: { object: 'activities' },
  changesFields: true,
  day: (daily) => ({ limits: { daily } }),
});

async function tell(
  { url, credentials }: Sandbox,
  method: 'PATCH' | 'POST',
  path: string,
  body: object,
): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-api-token': credentials.accessToken },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`);
}
