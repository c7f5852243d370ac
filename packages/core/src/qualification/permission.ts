import type { Instant, Lead, Permission } from '../lead/lead.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import type { LeadReading } from './leadReading.ts';
import type { PermissionPolicy } from './policy.ts';
import { compileSignal } from './signal.ts';

/**
 * Why a person may not be contacted: they objected to marketing (GDPR art. 21, https://gdpr-info.eu/art-21-gdpr/), opted out of every
 * channel there is, consent is needed and not known, what was granted does not rest on consent, or there is no address at all.
 */
export const PERMISSION_BLOCKS = [
  'objected',
  'opted-out',
  'permission-unknown',
  'consent-missing',
  'no-channel',
] as const;
/** See {@link PERMISSION_BLOCKS}. */
export type PermissionBlock = (typeof PERMISSION_BLOCKS)[number];

type ChannelState = 'open' | Exclude<PermissionBlock, 'objected' | 'no-channel'>;

/** The permission rules ready to be asked. */
export interface CompiledPermission {
  /** What forbids contact on every channel; `null` when one channel is open. */
  readonly block: (lead: Lead, asOf: Instant) => PermissionBlock | null;
  /** Instants at which time alone may change the answer. */
  readonly edges: EdgeFinder;
}

/**
 * Compiles the permission rules. A business contact may be reached on legitimate interest unless they opted out (CNIL,
 * https://www.cnil.fr/fr/la-prospection-commerciale-par-courrier-electronique); a private person, or anybody where the workspace asks for
 * it, only with consent. A person's own request may be answered on any channel that they did not close.
 */
export function compilePermission(policy: PermissionPolicy, reading: LeadReading): CompiledPermission {
  const request = compileSignal(policy.ownRequest, { place: 'own request', reading });
  return {
    block: (lead, asOf) => {
      if (lead.permission.objected === true) return 'objected';
      const explicit = policy.requireConsent || (lead.kind ?? policy.assumedKind) === 'private';
      const requested = request.evidence(lead, asOf) !== null;
      return closestBlock(reachable(lead).map((permission) => channel(permission, { explicit, requested })));
    },
    edges: request.edges,
  };
}

/** Permissions of the channels that exist: with an address, or with a permission that somebody recorded. */
function reachable(lead: Lead): readonly (Permission | undefined)[] {
  const channels = [
    { address: lead.person.email, permission: lead.permission.email },
    { address: lead.person.phone, permission: lead.permission.phone },
  ];
  return channels
    .filter(({ address, permission }) => (address ?? '').trim() !== '' || permission?.state === 'granted')
    .map(({ permission }) => permission);
}

function channel(
  permission: Permission | undefined,
  needs: { explicit: boolean; requested: boolean },
): ChannelState {
  if (permission?.state === 'denied') return 'opted-out';
  if (needs.requested || !needs.explicit) return 'open';
  if (permission?.state !== 'granted') return 'permission-unknown';
  return CONSENTED.has(permission.basis) ? 'open' : 'consent-missing';
}
const CONSENTED: ReadonlySet<Permission['basis']> = new Set(['consent', 'own-request', 'contract']);

/** Of several closed channels the one that is easiest to open. */
function closestBlock(channels: readonly ChannelState[]): PermissionBlock | null {
  if (channels.includes('open')) return null;
  if (channels.includes('permission-unknown')) return 'permission-unknown';
  if (channels.includes('consent-missing')) return 'consent-missing';
  return channels.includes('opted-out') ? 'opted-out' : 'no-channel';
}
