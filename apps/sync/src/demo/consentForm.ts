/** What a browser would send when a person presses the button that allows the access. */
export interface ConsentAnswer {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly fields: URLSearchParams;
}

/** Words on the button of a consent page that allows. */
const ALLOWS = /^\s*(connect|allow|authorize|approve)/i;

/**
 * Reads the form of a stand-in's consent page. `address` is where the page was read from.
 * Throws where the page has no form whose button allows.
 */
export function consentAnswer(html: string, address: string): ConsentAnswer {
  for (const [, tag = '', inside = ''] of html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)) {
    const pressed = allowingButton(inside);
    if (pressed === null) continue;
    const form = attributesOf(tag);
    return {
      method: form.get('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
      url: new URL(form.get('action') || address, address).href,
      fields: new URLSearchParams([...hiddenFields(inside), ...pressed]),
    };
  }
  throw new Error(`The page at ${new URL(address).pathname} has no button that allows the access.`);
}

type Field = [name: string, value: string];

function allowingButton(inside: string): readonly Field[] | null {
  for (const [, tag = '', label = ''] of inside.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gis)) {
    if (ALLOWS.test(label)) return fieldOf(attributesOf(tag));
  }
  for (const [, tag = ''] of inside.matchAll(/<input\b([^>]*)>/gi)) {
    const attributes = attributesOf(tag);
    const isButton = attributes.get('type') === 'submit';
    if (isButton && ALLOWS.test(attributes.get('value') ?? '')) return fieldOf(attributes);
  }
  return null;
}

function hiddenFields(inside: string): readonly Field[] {
  return [...inside.matchAll(/<input\b([^>]*)>/gi)].flatMap(([, tag = '']) => {
    const attributes = attributesOf(tag);
    return attributes.get('type') === 'hidden' ? fieldOf(attributes) : [];
  });
}

function fieldOf(attributes: ReadonlyMap<string, string>): readonly Field[] {
  const name = attributes.get('name');
  return name === undefined ? [] : [[name, attributes.get('value') ?? '']];
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = tag.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    [...found].map(([, name = '', double, single]) => [
      name.toLowerCase(),
      unescapeHtml(double ?? single ?? ''),
    ]),
  );
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, code: string) => character(code) ?? whole);
}

/** The character that an entity such as `#38`, `#x26` or `amp` stands for. */
function character(code: string): string | undefined {
  if (!code.startsWith('#')) return NAMED[code];
  const isHex = code[1] === 'x' || code[1] === 'X';
  return String.fromCodePoint(Number.parseInt(code.slice(isHex ? 2 : 1), isHex ? 16 : 10));
}
