import { PermissionMissing, RequestRefused } from '@tamis/adapter';

/** The organization does not run jobs for us, or this one came to nothing: use pages and collections instead. Never leaves this package. */
export class BulkUnavailable extends RequestRefused {}

/** Does a part of a job; what Salesforce refuses becomes {@link BulkUnavailable}. */
export async function refusable<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BulkUnavailable) throw error;
    if (!(error instanceof RequestRefused) && !(error instanceof PermissionMissing)) throw error;
    throw new BulkUnavailable(error.message, 'BULK', { cause: error });
  }
}
