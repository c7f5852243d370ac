/** In the order of their character codes, so that ids sort as texts as they sort as numbers. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** The part of an id that names the server, and a reserved digit. */
const INSTANCE = 'Qy0';
const SHORT_LENGTH = 15;
const FORM = /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/;

/** The 18-character id of record `number` of the object with this key prefix. */
export function idOf(keyPrefix: string, number: number): string {
  let digits = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) digits = (DIGITS[rest % 62] ?? '') + digits;
  return longId(`${keyPrefix}${INSTANCE}${digits.padStart(9, '0')}`);
}

/** The record's number; `null` where the text is no id of this object. */
export function numberOf(id: string, keyPrefix: string): number | null {
  if (!isId(id) || !id.startsWith(`${keyPrefix}${INSTANCE}`)) return null;
  let number = 0;
  for (const digit of id.slice(6, SHORT_LENGTH)) number = number * 62 + DIGITS.indexOf(digit);
  return number;
}

/** Whether a text has the form of an id: 15 characters, or 18 with the right check characters. */
export function isId(text: string): boolean {
  return FORM.test(text) && (text.length === SHORT_LENGTH || longId(text.slice(0, SHORT_LENGTH)) === text);
}

/** Ids of 15 and of 18 characters name the same record: this form is equal for both. */
export function shortId(id: string): string {
  return id.slice(0, SHORT_LENGTH);
}

/**
 * Adds the three characters that tell upper from lower case where case is lost:
 * https://help.salesforce.com/s/articleView?id=000385585&type=1
 */
function longId(short: string): string {
  let checks = '';
  for (let part = 0; part < SHORT_LENGTH; part += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) if (isUpper(short.charCodeAt(part + at))) bits |= 1 << at;
    checks += CHECKS[bits];
  }
  return short + checks;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}
