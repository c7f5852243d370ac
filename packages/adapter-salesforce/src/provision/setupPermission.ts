import { PermissionMissing } from '@tamis/adapter';
import { SalesforceRefusal } from '../refusals.ts';

/** Codes for a name that is there already, also where the user cannot see it. */
export const TAKEN: ReadonlySet<string> = new Set(['DUPLICATE_DEVELOPER_NAME', 'DUPLICATE_VALUE']);

/** Codes for what the connected user is not allowed to do in the set-up. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'INVALID_TYPE',
  'NOT_FOUND',
]);

/** Names the permission that an action of the set-up needs, where its error says that it is missing. */
export function notAllowed(error: unknown, permission: string): unknown {
  const refused = error instanceof SalesforceRefusal && FORBIDDEN.has(error.code);
  if (!refused && !(error instanceof PermissionMissing)) return error;
  return new PermissionMissing(
    `The user who connected lacks "${permission}" in Salesforce, which creating fields needs. Grant it to that user, or let an administrator connect.`,
    [permission],
    { cause: error },
  );
}
