import type { TokenSet, Vendor } from '@tamis/adapter';
import { authorizeInBrowser } from '../access/oauthLoopback.ts';
import type { Environment } from '../environment.ts';
import { vendorSettings } from '../service/vendorSettings.ts';
import { consentAnswer } from './consentForm.ts';

/** The clock, and when to give up. */
interface ConsentPorts {
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Tokens by a stand-in's own consent page, where the demo presses the button that a person would press. */
export async function giveConsent(
  { vendor, environment }: { vendor: Vendor; environment: Environment },
  { now, signal }: ConsentPorts,
): Promise<TokenSet> {
  const gaveUp = new AbortController();
  let failure: unknown = null;
  const flow = vendor.oauth(vendorSettings(vendor, environment), now);
  const tokens = authorizeInBrowser(flow, {
    port: 0,
    signal: AbortSignal.any([signal, gaveUp.signal]),
    show: (address) =>
      void pressAllow(address, signal).catch((error: unknown) => {
        failure = error;
        gaveUp.abort();
      }),
  });
  return tokens.catch((error: unknown) => {
    throw failure ?? error;
  });
}

/** Reads the consent page, presses its button, and follows the way back, as a browser does. */
async function pressAllow(address: string, signal: AbortSignal): Promise<void> {
  const page = await fetch(address, { signal });
  const { method, url, fields } = consentAnswer(await page.text(), page.url);
  const answer =
    method === 'POST'
      ? await fetch(url, { method, body: fields, signal })
      : await fetch(`${url}?${fields}`, { signal });
  if (!answer.ok) throw new Error(`The consent of the demo was not taken: status ${answer.status}.`);
}
