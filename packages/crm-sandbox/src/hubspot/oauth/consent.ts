import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { ALL_SCOPES } from './scopes.ts';

/** What an app asks a person for: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth */
interface ConsentRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
}

/** The page on which a person connects the app, or refuses. */
export function consentPage(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const asked = readConsent(account, request.query);
  if (typeof asked === 'string')
    return { status: 400, text: page(`<h1>Authorization failed</h1><p>${escapeHtml(asked)}</p>`) };
  const list = asked.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const action = `/oauth/authorize?${escapeHtml(String(request.query))}`;
  return {
    status: 200,
    text: page(`<h1>Connect this app to your HubSpot account</h1>
<p>Account ${account.settings.account.portalId}. The app asks for:</p><ul>${list}</ul>
<form method="post" action="${action}">
<button name="decision" value="connect">Connect app</button>
<button name="decision" value="cancel">Cancel</button>
</form>`),
  };
}

/** What the person decided: back to the app, with a code or with the refusal. */
export function consentDecision(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const asked = readConsent(account, request.query);
  if (typeof asked === 'string')
    return { status: 400, text: page(`<h1>Authorization failed</h1><p>${escapeHtml(asked)}</p>`) };
  const target = new URL(asked.redirectUri);
  if (new URLSearchParams(request.body).get('decision') === 'connect')
    target.searchParams.set('code', account.tokens.issueCode(asked));
  else {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'The user declined to connect the app.');
  }
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return { status: 302, headers: { Location: target.href } };
}

/** The request, or what is wrong with it. */
function readConsent(account: HubSpotAccount, query: URLSearchParams): ConsentRequest | string {
  if (query.get('client_id') !== account.tokens.app.clientId) return 'The client_id is unknown.';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirectUri)) return 'The redirect_uri is missing or no address.';
  const { redirectUris } = account.settings.oauth;
  if (redirectUris.length > 0 && !redirectUris.includes(redirectUri))
    return 'The redirect_uri is none of those that are registered for the app.';
  const scopes = words(query.get('scope'));
  const unknown = scopes.find((scope) => !ALL_SCOPES.includes(scope));
  if (scopes.length === 0) return 'The scope is missing.';
  if (unknown !== undefined) return `The scope ${unknown} is unknown.`;
  const optional = words(query.get('optional_scope')).filter((scope) => ALL_SCOPES.includes(scope));
  const state = query.get('state');
  return {
    redirectUri,
    state,
    scopes: [...new Set(['oauth', ...scopes, ...optional])],
    codeChallenge: query.get('code_challenge'),
  };
}

function words(text: string | null): string[] {
  return (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>HubSpot sandbox</title></head><body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
