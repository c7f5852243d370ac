import { LEAD_CONVERTED_STATUS, LEAD_STATUSES } from '../objects/people.ts';
import type { SalesforceOrg } from '../org.ts';
import type { RecordStore } from '../records/recordStore.ts';

/** People who own records; the first is the one who connects apps. */
const USERS: readonly (readonly [firstName: string, lastName: string])[] = [
  ['Camille', 'Renaud'],
  ['Hugo', 'Delmas'],
  ['Lena', 'Vogt'],
  ['Marta', 'Ferri'],
];

/** When the org was made: before every record of it. */
const FOUNDED = Date.UTC(2024, 0, 8);

/** What every org has before its first lead: users, the organisation, statuses, and a profile with its permission set. */
export function seedAdministration(org: SalesforceOrg): void {
  const { organization } = org.settings;
  for (const [FirstName, LastName] of USERS) {
    const Email = `${FirstName}.${LastName}@rendezvous.example`.toLowerCase();
    const values = {
      FirstName,
      LastName,
      Email,
      Username: `${Email}.crm`,
      TimeZoneSidKey: organization.timeZone,
    };
    load(org.store('User'), { ...values, IsActive: 'true', UserType: 'Standard' });
  }
  load(org.store('Organization'), {
    Name: organization.name,
    OrganizationType: organization.type,
    InstanceName: 'EU48',
    IsSandbox: 'false',
    TimeZoneSidKey: organization.timeZone,
    DefaultLocaleSidKey: 'fr_FR',
  });
  for (const [at, status] of LEAD_STATUSES.entries())
    load(org.store('LeadStatus'), {
      ApiName: status,
      MasterLabel: status,
      SortOrder: String(at + 1),
      IsDefault: String(at === 0),
      IsConverted: String(status === LEAD_CONVERTED_STATUS),
    });
  const profile = {
    Name: 'X00eAdmin',
    Label: 'System Administrator',
    IsOwnedByProfile: 'true',
    Type: 'Profile',
  };
  const set = load(org.store('PermissionSet'), profile);
  load(org.store('PermissionSetAssignment'), { PermissionSetId: set, AssigneeId: org.adminId });
}

function load(store: RecordStore, values: Readonly<Record<string, string>>): string {
  const row = store.append(FOUNDED);
  for (const [name, value] of Object.entries(values)) store.put(row, name, value);
  store.index.noteAtOnce(row);
  return store.id(row);
}

/** The users to whom records are given. */
export function ownersOf(org: SalesforceOrg): readonly string[] {
  const users = org.store('User');
  return USERS.map((_, row) => users.id(row));
}
