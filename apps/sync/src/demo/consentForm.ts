import { type HTMLElement, parse } from 'node-html-parser';

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
  for (const form of parse(html).querySelectorAll('form')) {
    const pressed = form.querySelectorAll('button, input[type=submit]').find(allows);
    if (pressed === undefined) continue;
    const sent = [...form.querySelectorAll('input[type=hidden]'), pressed].flatMap(fieldOf);
    return {
      method: form.getAttribute('method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
      url: new URL(form.getAttribute('action') || address, address).href,
      fields: new URLSearchParams(sent),
    };
  }
  throw new Error(`The page at ${new URL(address).pathname} has no button that allows the access.`);
}

function allows(button: HTMLElement): boolean {
  return ALLOWS.test(button.tagName === 'BUTTON' ? button.text : (button.getAttribute('value') ?? ''));
}

function fieldOf(element: HTMLElement): [name: string, value: string][] {
  const name = element.getAttribute('name');
  return name === undefined ? [] : [[name, element.getAttribute('value') ?? '']];
}
