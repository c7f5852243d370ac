import type { FieldRow } from '@tamis/adapter';
import { isBundled } from '../assemble/bundles.ts';
import { isDealPath, leadPath } from '../paths/leadPaths.ts';
import { isVerdictPath } from '../paths/verdictPaths.ts';
import { type Fault, fault } from './fault.ts';
import type { Roles } from './roles.ts';

/** Why neither setting means anything for the field; `null` where they do. */
function whyIdle({ lead, direction }: FieldRow): string | null {
  if (isVerdictPath(lead)) return `"${lead}" is decided here`;
  if (isDealPath(lead)) return 'a deal is read alone';
  const path = leadPath(lead);
  if (direction !== 'pull' || path === null) return null;
  if (path.strictest !== undefined) return `of "${lead}" the most restrictive value stands`;
  return path.earliest === undefined ? null : `of "${lead}" the earliest value stands`;
}

/** A row that can neither read nor write "nothing". */
function whyNeverBlank({ direction, write, conflict, object }: FieldRow, roles: Roles): string | null {
  if (direction === 'pull' && roles.get(object) === 'company')
    return `nobody knows when a field of ${object} was emptied`;
  if (direction !== 'push') return null;
  if (write !== undefined && write !== 'always') return `write "${write}" never empties a field`;
  return conflict === 'crm-wins' ? 'conflict "crm-wins" never replaces a filled field' : null;
}

/** A conflict policy, or blanks, that the row could never follow. */
export function policyFault(row: FieldRow, roles: Roles): Fault | null {
  const { conflict, blanks } = row;
  const idle = whyIdle(row);
  if (conflict !== undefined && idle !== null)
    return fault('incomplete', `conflict "${conflict}" has no effect, because ${idle}.`);
  const never = blanks === undefined ? null : (idle ?? whyNeverBlank(row, roles));
  return never === null ? null : fault('incomplete', `blanks has no effect, because ${never}.`);
}

/** A row that writes what it reads into one of several fields that one record speaks for. */
export function bundleFault({ lead, direction }: FieldRow): Fault | null {
  if (direction !== 'both' || !isBundled(lead)) return null;
  const message = `"${lead}" is one record's word together with the fields beside it; use direction "pull".`;
  return fault('direction', message, 'pull');
}
