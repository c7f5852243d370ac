import { isRoleMailbox } from '../lead/emailQuality.ts';

/** What an address says about who holds it. */
export interface EmailIdentity {
  /** The same for every spelling of one mailbox: lower case, without `+tag`, the domain in ASCII. */
  readonly key: string;
  /** A function's mailbox such as `info@`, which several people read. */
  readonly role: boolean;
}

const LONGEST_DOMAIN = 253;

/**
 * The identity behind an e-mail address; `null` where it is empty or no address. Dots are kept: only some providers ignore them.
 * The domain is folded as browsers do (https://url.spec.whatwg.org/#concept-domain-to-ascii), so that `müller.example` and
 * `xn--mller-kva.example` are one.
 */
export function emailIdentity(email: string | null | undefined): EmailIdentity | null {
  const address = (email ?? '').trim().normalize('NFKC').toLowerCase();
  const at = address.lastIndexOf('@');
  if (at < 1 || /\s/.test(address)) return null;
  const mailbox = withoutTag(address.slice(0, at));
  const domain = asciiDomain(address.slice(at + 1));
  if (mailbox === '' || domain === null) return null;
  return { key: `${mailbox}@${domain}`, role: isRoleMailbox(mailbox) };
}

/** `ada+spring` is the mailbox `ada`. */
function withoutTag(localPart: string): string {
  const plus = localPart.indexOf('+');
  return plus <= 0 ? localPart : localPart.slice(0, plus);
}

function asciiDomain(domain: string): string | null {
  if (!domain.includes('.') || domain.length > LONGEST_DOMAIN || /[/?#@:[\]\\]/.test(domain)) return null;
  const url = URL.parse(`https://${domain}`);
  return url === null ? null : url.hostname.replace(/\.$/, '');
}
