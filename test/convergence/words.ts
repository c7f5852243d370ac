import { domainToASCII } from 'node:url';
import type { CrmName } from './crms.ts';
import type { Address, Cast, EditedField } from './operations.ts';

/** First name, last name, and the last name that the person takes when they marry. */
const NAMES = [
  ['Zoë', 'Kern', 'Abel'],
  ['Boris', 'Wolff', 'Lindt'],
] as const;

const VALUES: Readonly<Record<EditedField, readonly string[]>> = {
  phone: ['+49 30 555010', '+49 30 555020', '+33 1 555030', '+33 1 555040'],
  jobTitle: ['Head of Sales', 'Chief Executive Officer', 'Intern', 'Sales Manager'],
  city: ['Lyon', 'Berlin', 'Nantes', 'Graz'],
  country: ['France', 'Germany', 'Austria', 'Belgium'],
};

/** One of a few values of a field: few, so that values come back and a coincidence is not taken for an explanation. */
export function choiceOf(field: EditedField, choice: number): string {
  return VALUES[field][choice % VALUES[field].length] ?? '';
}

/** What a workflow sets. */
export const BY_WORKFLOW = { jobTitle: 'Set by a workflow', grade: 'W9' } as const;

/** First and last name of one of the people of a cluster. */
export function nameOf(who: 0 | 1, married = false): { firstName: string; lastName: string } {
  const [firstName, own, taken] = NAMES[who];
  return { firstName, lastName: married ? taken : own };
}

/** An address as somebody wrote it; `null` for none. HubSpot takes international domains in ASCII alone. */
export function writtenAddress(
  { cluster, international }: Cast,
  { of, form }: Address,
  crm: CrmName,
): string | null {
  if (form === 'none') return null;
  const own = international ? `büro-${cluster}.example` : `kern-${cluster}.example`;
  const domain = crm === 'hubspot' ? domainToASCII(own) : own;
  const mailbox = of === 0 ? 'zoe.kern' : 'boris';
  switch (form) {
    case 'role':
      return `info@${domain}`;
    case 'upper':
      return `${mailbox}@${domain}`.toUpperCase();
    case 'tagged':
      return `${mailbox}+news@${domain}`;
    case 'ascii':
      return `${mailbox}@${domainToASCII(domain)}`;
    case 'plain':
      return `${mailbox}@${domain}`;
  }
}
