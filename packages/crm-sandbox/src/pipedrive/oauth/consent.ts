import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';

/** What an app asks a person for: https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
interface ConsentRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly codeChallenge: string | null;
}

/** The page on which a person installs the app, or refuses. */
export function consentPage(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const asked = readConsent(account, request.query);
  if (typeof asked === 'string') return refusalPage(asked);
  const { oauth, company } = account.settings;
  const list = oauth.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const action = `/oauth/authorize?${escapeHtml(String(request.query))}`;
  return {
    status: 200,
    text: page(`<h1>Install this app into ${escapeHtml(company.name)}</h1>
<p>The app asks for:</p><ul>${list}</ul>
<form method="post" action="${action}">
<button name="decision" value="allow">Allow and Install</button>
<button name="decision" value="cancel">Cancel</button>
</form>`),
  };
}

/** What the person decided: back to the app, with a code or with the refusal. */
export function consentDecision(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const asked = readConsent(account, request.query);
  if (typeof asked === 'string') return refusalPage(asked);
  const target = new URL(asked.redirectUri);
  if (new URLSearchParams(request.body).get('decision') === 'allow')
    target.searchParams.set(
      'code',
      account.tokens.issueCode({ ...asked, scopes: account.settings.oauth.scopes }),
    );
  else target.searchParams.set('error', 'user_denied');
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return { status: 302, headers: { Location: target.href } };
}

/** The request, or what is wrong with it. */
function readConsent(account: PipedriveAccount, query: URLSearchParams): ConsentRequest | string {
  if (query.get('client_id') !== account.tokens.clientId) return 'The client_id is unknown.';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirectUri)) return 'The redirect_uri is missing or no address.';
  const { redirectUris } = account.settings.oauth;
  if (redirectUris.length > 0 && !redirectUris.includes(redirectUri))
    return 'The redirect_uri is none of the callback addresses of the app.';
  const codeChallenge = query.get('code_challenge');
  if (codeChallenge !== null && query.get('code_challenge_method') !== 'S256')
    return 'The code_challenge_method must be S256.';
  return { redirectUri, state: query.get('state'), codeChallenge };
}

function refusalPage(why: string): HttpReply {
  return { status: 400, text: page(`<h1>The app cannot be installed</h1><p>${escapeHtml(why)}</p>`) };
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pipedrive sandbox</title></head><body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
