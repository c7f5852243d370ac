import { domainToASCII } from 'node:url';

/** Mailboxes of functions that the oracle's worlds use: RFC 2142 names them. They belong to nobody. */
const ROLES: ReadonlySet<string> = new Set(['info', 'contact', 'sales', 'support']);

/**
 * What an address says about who somebody is: trimmed, lower case, without the `+tag` of its mailbox, the domain in ASCII (IDNA); dots
 * count. `null` where it says nothing: no address, or a function's.
 */
export function emailKey(email: string | undefined): string | null {
  const address = email?.trim().toLowerCase() ?? '';
  const at = address.lastIndexOf('@');
  if (at < 1) return null;
  const [mailbox = ''] = address.slice(0, at).split('+');
  const domain = domainToASCII(address.slice(at + 1));
  return mailbox === '' || domain === '' || ROLES.has(mailbox) ? null : `${mailbox}@${domain}`;
}
