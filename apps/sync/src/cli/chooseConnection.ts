import type { Service } from '../service/service.ts';
import { type Connection, listConnections } from '../store/connections.ts';
import { UsageError } from './exit.ts';

/** The connection a command is about: the only one, or the one of the CRM named. Throws {@link UsageError} that says what to type. */
export async function chooseConnection(service: Service, crm: string | undefined): Promise<Connection> {
  const all = await listConnections(service.db, service.workspace.id);
  const candidates = crm === undefined ? all : all.filter(({ vendor }) => vendor === crm);
  const [only, second] = candidates;
  if (!only) {
    throw new UsageError(
      crm === undefined
        ? 'No CRM is connected yet. Start with "tamis connect"; "tamis connect --help" lists the CRMs.'
        : `No ${crm} account is connected. Start with: tamis connect ${crm}`,
    );
  }
  if (second)
    throw new UsageError(
      `Several connections fit: say which with --crm (${all.map(({ vendor }) => vendor).join(', ')}).`,
    );
  return only;
}
