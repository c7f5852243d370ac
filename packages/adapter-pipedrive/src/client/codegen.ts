import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';

/**
 * The generated calls of `pipedrive` build every request, and we send it. The client itself has neither timeouts nor a limiter
 * nor a retry, hides the headers that tell the limits, and refreshes tokens once per concurrent caller. Its documented seam, the
 * `baseOptions` of a configuration, takes an axios `adapter`: ours answers with the request itself.
 */

/** A request as the generated code built it, not sent yet. */
export class GeneratedRequest {
  readonly method: string;
  /** With its query, for instance `/api/v2/persons?limit=500`. */
  readonly path: string;
  readonly body: string | undefined;

  constructor(method: string, path: string, body: string | undefined) {
    this.method = method;
    this.path = path;
    this.body = body;
  }
}

/** The part of axios' request configuration that the generated code fills. */
interface AxiosRequest {
  readonly method?: string;
  readonly url?: string;
  readonly data?: unknown;
}

/** Runs one generated call as far as its request. */
export async function build(work: (api: PipedriveApi) => Promise<unknown>): Promise<GeneratedRequest> {
  const built = await work(API);
  if (built instanceof GeneratedRequest) return built;
  throw new TypeError('The client of Pipedrive answered a call itself instead of handing its request over.');
}

/** The generated calls, none of which reaches anybody. */
export class PipedriveApi {
  readonly #v1 = new v1.Configuration({ basePath: '/api/v1' });
  readonly #v2 = new v2.Configuration({ basePath: '/api/v2' });

  readonly persons = new v2.PersonsApi(this.#v2);
  readonly organizations = new v2.OrganizationsApi(this.#v2);
  readonly deals = new v2.DealsApi(this.#v2);
  readonly activities = new v2.ActivitiesApi(this.#v2);
  readonly personFields = new v2.PersonFieldsApi(this.#v2);
  readonly organizationFields = new v2.OrganizationFieldsApi(this.#v2);
  readonly dealFields = new v2.DealFieldsApi(this.#v2);
  /** What happened to a deal is v1 only: https://developers.pipedrive.com/docs/api/v1/Deals#getDealUpdates */
  readonly dealFlows = new v1.DealsApi(this.#v1);
  /** Leads are v1 only: https://developers.pipedrive.com/docs/api/v1/Leads */
  readonly leads = new v1.LeadsApi(this.#v1);
  readonly leadLabels = new v1.LeadLabelsApi(this.#v1);
  /** Users are v1 only: https://developers.pipedrive.com/docs/api/v1/Users */
  readonly users = new v1.UsersApi(this.#v1);

  constructor() {
    this.#v1.baseOptions = { adapter: handOver };
    this.#v2.baseOptions = { adapter: handOver };
  }
}

async function handOver({ method = 'get', url = '', data }: AxiosRequest) {
  const body = typeof data === 'string' && data !== '' ? data : undefined;
  const request = new GeneratedRequest(method.toUpperCase(), url, body);
  return { data: request, status: 200, statusText: '', headers: {}, config: {} };
}

const API = new PipedriveApi();
