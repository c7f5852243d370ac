import type { Lead } from './lead.ts';

/** Lists of domains that judge an e-mail address, lower case. Data of the caller: the library ships none. */
export interface ModelData {
  /** Domains of private mailboxes, for instance `gmail.com`. */
  readonly freeMailDomains: ReadonlySet<string>;
  /** Domains of throw-away mailboxes; their subdomains count as well. */
  readonly disposableDomains: ReadonlySet<string>;
  /** Domains of competitors; their subdomains count as well. */
  readonly competitorDomains: ReadonlySet<string>;
}

/** What an address says about a lead. */
export interface EmailQuality {
  readonly quality: 'business' | 'free-mail' | 'disposable' | 'malformed';
  /** The mailbox is a function's and not a person's, for instance `info@`. */
  readonly role: boolean;
  /** Lower case; empty for a malformed address. */
  readonly domain: string;
  /** The address or the company's domain is a competitor's. */
  readonly competitor: boolean;
}

/** Judges a lead's address; `undefined` when the lead has none. */
export type EmailInspector = (lead: Lead) => EmailQuality | undefined;

/**
 * The practical subset of RFC 5321 that mailboxes use: no quoted local part, no address literal, a dotted domain (IDN letters
 * allowed), at most 254 characters in all (RFC 5321 §4.5.3.1.3, with the angle brackets taken off).
 */
const ADDRESS =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*$/u;
const LONGEST_ADDRESS = 254;

/** Mailbox names of RFC 2142 and their everyday English and French siblings. */
const ROLES: ReadonlySet<string> = new Set(
  `abuse accounting accueil achats admin administrator administration billing bonjour bureau careers commercial communication compta
  comptabilite contact contacts direction dpo enquiries facturation finance hello help helpdesk hostmaster hr info infos information
  it jobs legal mail marketing media newsletter no-reply noc noreply office orders postmaster presse press privacy purchasing
  recrutement reception reservation reservations rh root sales sav secretariat security service serviceclient shop support team
  technique vente ventes webmaster`.split(/\s+/),
);

const MALFORMED: EmailQuality = { quality: 'malformed', role: false, domain: '', competitor: false };

/** Judges one address. `companyDomain` also counts when competitors are recognised. Never throws: a malformed address is an answer. */
export function emailQuality(email: string, data: ModelData, companyDomain?: string | null): EmailQuality {
  const address = email.trim().toLowerCase();
  const competitor = isUnder(companyDomain?.trim().toLowerCase() ?? '', data.competitorDomains);
  if (address.length > LONGEST_ADDRESS || !ADDRESS.test(address))
    return competitor ? { ...MALFORMED, competitor } : MALFORMED;
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return {
    quality: domainQuality(domain, data),
    role: isRoleMailbox(withoutTag(address.slice(0, at))),
    domain,
    competitor: competitor || isUnder(domain, data.competitorDomains),
  };
}

/** True for a mailbox of a function and not of a person: `info`, `sales`. Lower case, without a tag. */
export function isRoleMailbox(mailbox: string): boolean {
  return ROLES.has(mailbox);
}

/** An {@link EmailInspector} over the given lists. It remembers the last address, since several rules look at one lead in turn. */
export function emailInspector(data: ModelData): EmailInspector {
  let lastEmail: string | undefined;
  let lastCompany: string | null | undefined;
  let last: EmailQuality | undefined;
  return (lead) => {
    const { email } = lead.person;
    if (email === undefined || email === null || email.trim() === '') return undefined;
    if (email === lastEmail && lead.company.domain === lastCompany) return last;
    lastEmail = email;
    lastCompany = lead.company.domain;
    last = emailQuality(email, data, lastCompany);
    return last;
  };
}

function domainQuality(domain: string, data: ModelData): EmailQuality['quality'] {
  if (isUnder(domain, data.disposableDomains)) return 'disposable';
  return data.freeMailDomains.has(domain) ? 'free-mail' : 'business';
}

/** True for a listed domain and for any subdomain of one. */
function isUnder(domain: string, list: ReadonlySet<string>): boolean {
  if (list.size === 0) return false;
  for (let rest = domain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (list.has(rest)) return true;
  }
  return false;
}

/** `info+spring` is the mailbox `info`. */
function withoutTag(localPart: string): string {
  const plus = localPart.indexOf('+');
  return plus === -1 ? localPart : localPart.slice(0, plus);
}
