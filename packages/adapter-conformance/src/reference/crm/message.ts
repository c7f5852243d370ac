/** A request as it comes over the wire. `path` holds the query as well. */
export interface CrmRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An answer, to be sent as JSON. */
export interface CrmAnswer {
  readonly status: number;
  readonly json: unknown;
}
