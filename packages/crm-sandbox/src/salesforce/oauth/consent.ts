import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { SalesforceOrg } from '../org.ts';

/** What an app asks a person for: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm */
interface ConsentRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
}

const SCOPES = new Set([
  'api',
  'refresh_token',
  'offline_access',
  'id',
  'profile',
  'email',
  'openid',
  'full',
  'web',
]);

/** The page on which a person lets the app in, or refuses. */
export function consentPage(org: SalesforceOrg, request: HttpRequest): HttpReply {
  const asked = readConsent(org, request.query);
  if (typeof asked === 'string') return refusedPage(asked);
  const list = asked.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const action = `/services/oauth2/authorize?${escapeHtml(String(request.query))}`;
  return {
    status: 200,
    text: page(`<h1>Allow Access?</h1>
<p>The app is asking to work in ${escapeHtml(org.settings.organization.name)}, with:</p><ul>${list}</ul>
<form method="post" action="${action}">
<button name="decision" value="deny">Deny</button>
<button name="decision" value="allow">Allow</button>
</form>`),
  };
}

/** What the person decided: back to the app, with a code or with the refusal. */
export function consentDecision(org: SalesforceOrg, request: HttpRequest): HttpReply {
  const asked = readConsent(org, request.query);
  if (typeof asked === 'string') return refusedPage(asked);
  const target = new URL(asked.redirectUri);
  if (new URLSearchParams(request.body).get('decision') === 'allow')
    target.searchParams.set('code', org.tokens.issueCode(asked));
  else {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'end-user denied authorization');
  }
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return { status: 302, headers: { Location: target.href } };
}

/** The request, or what is wrong with it. */
function readConsent(org: SalesforceOrg, query: URLSearchParams): ConsentRequest | string {
  const { redirectUris, requirePkce } = org.settings.oauth;
  if (query.get('client_id') !== org.tokens.app.clientId)
    return 'error=invalid_client_id&error_description=client identifier invalid';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirectUri) || (redirectUris.length > 0 && !redirectUris.includes(redirectUri)))
    return 'error=redirect_uri_mismatch&error_description=redirect_uri must match configuration';
  if (query.get('response_type') !== 'code')
    return 'error=unsupported_response_type&error_description=response type not supported';
  const codeChallenge = query.get('code_challenge');
  if (requirePkce && codeChallenge === null)
    return 'error=invalid_request&error_description=missing required code challenge';
  const scopes = (query.get('scope') ?? 'full').split(/\s+/).filter((scope) => scope !== '');
  const unknown = scopes.find((scope) => !SCOPES.has(scope));
  if (unknown !== undefined)
    return 'error=invalid_scope&error_description=the requested scope is not allowed';
  return { redirectUri, state: query.get('state'), scopes, codeChallenge };
}

function refusedPage(problem: string): HttpReply {
  return { status: 400, text: page(`<h1>OAuth Error</h1><p>${escapeHtml(problem)}</p>`) };
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Salesforce sandbox</title></head><body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
