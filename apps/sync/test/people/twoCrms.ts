import type { VendorName } from '@tamis/crm-sandbox';
import { saveConnection } from '../../src/store/connections.ts';
import type { Person, TestApi } from '../http/openTestApi.ts';
import { MemoryCrm, memoryMapping } from '../sync/memoryCrm.ts';
import { AS_OF, syncOnce } from '../sync/syncOnce.ts';

const HOUR = 3_600_000;

/** A CRM of a company, in memory, connected. */
export interface ConnectedCrm {
  readonly connectionId: string;
  readonly crm: MemoryCrm;
}

/** A company with two CRMs, and its editor. */
export interface TwoCrms {
  readonly editor: Person;
  readonly hubspot: ConnectedCrm;
  readonly pipedrive: ConnectedCrm;
  /** Reads, judges and writes both, an hour after the time before. */
  sync(): Promise<void>;
  /** The lead that a contact of a CRM shows. */
  leadOf(crm: ConnectedCrm, id: string): Promise<string>;
}

/** Connects {@link TwoCrms} for a company of that name. */
export async function connectTwoCrms(api: TestApi, company: string): Promise<TwoCrms> {
  const editor = await api.person(company, 'editor');
  const { owner: db, masterKey } = api.store;
  const { workspaceId } = editor;
  const connect = async (vendor: VendorName): Promise<ConnectedCrm> => {
    const crm = new MemoryCrm();
    const connectionId = await saveConnection(db, workspaceId, {
      vendor,
      apiUrl: 'https://crm.example',
      account: { id: vendor, name: 'Ours', timeZone: 'Europe/Paris', uiUrl: 'https://crm.example' },
      mapping: memoryMapping(crm),
      mappingVersion: 1,
    });
    return { connectionId, crm };
  };
  const [hubspot, pipedrive] = [await connect('hubspot'), await connect('pipedrive')];
  let asOf = AS_OF;
  return {
    editor,
    hubspot,
    pipedrive,
    async sync() {
      for (const { connectionId, crm } of [hubspot, pipedrive]) {
        const store = { db, masterKey, scope: { workspaceId, connectionId } };
        await syncOnce({ ...store, [Symbol.asyncDispose]: async () => undefined }, crm, { asOf });
      }
      asOf += HOUR;
    },
    async leadOf({ connectionId }, id) {
      const { lead_id } = await db
        .selectFrom('links')
        .select('lead_id')
        .where('connection_id', '=', connectionId)
        .where('record_id', '=', id)
        .executeTakeFirstOrThrow();
      return String(lead_id);
    },
  };
}
