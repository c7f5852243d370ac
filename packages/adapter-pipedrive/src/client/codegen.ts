import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';

/**
 * The generated calls of `pipedrive`: they build every request, and we send it. The client itself has neither timeouts nor a
 * limiter nor a retry, hides the headers that tell the limits, and refreshes tokens once per concurrent caller. Its documented
 * seam, the `baseOptions` of a configuration, takes an axios `adapter`, which is where our own transport goes in.
 */

/** What a generated call wants to be sent. */
export interface GeneratedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

/** Sends one generated request and keeps its answer. Throws an `AdapterError` for every status from 400 on. */
export type Transport = (request: GeneratedRequest) => Promise<void>;

/** The part of axios' request configuration that the generated code fills. */
interface AxiosRequest {
  readonly method?: string;
  readonly url?: string;
  readonly data?: unknown;
}

/** The generated calls bound to one account's address and one transport; cheap enough to do for each request. */
export class PipedriveApi {
  readonly #v1: v1.Configuration;
  readonly #v2: v2.Configuration;

  constructor(apiUrl: string, transport: Transport) {
    const adapter = (request: AxiosRequest) => exchanged(request, transport);
    this.#v1 = new v1.Configuration({ basePath: `${apiUrl}/api/v1` });
    this.#v1.baseOptions = { adapter };
    this.#v2 = new v2.Configuration({ basePath: `${apiUrl}/api/v2` });
    this.#v2.baseOptions = { adapter };
  }

  get persons(): v2.PersonsApi {
    return new v2.PersonsApi(this.#v2);
  }

  get organizations(): v2.OrganizationsApi {
    return new v2.OrganizationsApi(this.#v2);
  }

  get deals(): v2.DealsApi {
    return new v2.DealsApi(this.#v2);
  }

  get activities(): v2.ActivitiesApi {
    return new v2.ActivitiesApi(this.#v2);
  }

  get personFields(): v2.PersonFieldsApi {
    return new v2.PersonFieldsApi(this.#v2);
  }

  get organizationFields(): v2.OrganizationFieldsApi {
    return new v2.OrganizationFieldsApi(this.#v2);
  }

  get dealFields(): v2.DealFieldsApi {
    return new v2.DealFieldsApi(this.#v2);
  }

  /** Leads are v1 only: https://developers.pipedrive.com/docs/api/v1/Leads */
  get leads(): v1.LeadsApi {
    return new v1.LeadsApi(this.#v1);
  }

  /** Users are v1 only: https://developers.pipedrive.com/docs/api/v1/Users */
  get users(): v1.UsersApi {
    return new v1.UsersApi(this.#v1);
  }
}

/** An axios response without content: our schemas read the true answer, so that a page of 500 is held once. */
async function exchanged({ method = 'get', url = '', data }: AxiosRequest, transport: Transport) {
  const request = { method: method.toUpperCase(), url };
  await transport(typeof data === 'string' && data !== '' ? { ...request, body: data } : request);
  return { data: null, status: 200, statusText: '', headers: {}, config: {} };
}
