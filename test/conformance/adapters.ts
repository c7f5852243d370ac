import { type OpenWorld, referenceWorlds } from '@tamis/adapter-conformance';
import { hubspotWorlds } from '@tamis/adapter-hubspot/testing';
import { pipedriveWorlds } from '@tamis/adapter-pipedrive/testing';
import { salesforceWorlds } from '@tamis/adapter-salesforce/testing';

/** Every adapter that passes the suite, by the name of its vendor. */
export const adapters: Readonly<Record<string, OpenWorld>> = {
  reference: referenceWorlds,
  hubspot: hubspotWorlds,
  salesforce: salesforceWorlds,
  pipedrive: pipedriveWorlds,
};
