import { AdapterError } from '@tamis/adapter';
import type { Request, RequestHandler } from 'express';
import { readCookie, sessionCookie } from '../access/cookie.ts';
import { redirectUri, returningConsent } from '../access/oauth.ts';
import { useSession } from '../access/sessions.ts';
import { connect } from '../service/connect.ts';
import { vendorSettings } from '../service/vendorSettings.ts';
import { workspaceOf } from '../store/workspaces.ts';
import { vendorOf } from '../vendors.ts';
import type { ApiParts } from './handler.ts';

/** Where the person stands after the consent; the page says it in words. */
type Outcome =
  | { readonly connected: string }
  | { readonly refused: string }
  | { readonly failed: 'state' | 'session' | 'exchange'; readonly detail?: string };

/** Where a CRM's consent page returns to: makes the connection, and leads back to the page. */
export function oauthCallback(parts: ApiParts): RequestHandler {
  return async (request, response) => {
    const outcome = await settle(parts, request, AbortSignal.timeout(60_000));
    response.redirect(303, `/connections?${new URLSearchParams(Object.entries(outcome))}`);
  };
}

async function settle(parts: ApiParts, request: Request, signal: AbortSignal): Promise<Outcome> {
  const { store, publicUrl, environment, now } = parts;
  const sessionSecret = readCookie(request.get('cookie'), sessionCookie(publicUrl).name);
  const session = await useSession(store.owner, sessionSecret, now());
  if (session?.user.role !== 'admin' || sessionSecret === undefined) return { failed: 'session' };
  const state = String(request.query.state ?? '');
  const ports = { owner: store.owner, masterKey: store.masterKey, environment, publicUrl, now };
  const consent = await returningConsent(ports, { state, sessionSecret });
  if (consent === null || consent.workspaceId !== session.user.workspaceId) return { failed: 'state' };
  const { code, error, error_description: description } = request.query;
  if (typeof code !== 'string') return { refused: String(description ?? error ?? '') };
  try {
    return { connected: await exchange(parts, { ...consent, code }, signal) };
  } catch (failure) {
    if (failure instanceof AdapterError) return { failed: 'exchange', detail: failure.message };
    throw failure;
  }
}

interface Granted {
  readonly workspaceId: string;
  readonly vendor: string;
  readonly code: string;
  readonly codeVerifier: string;
}

async function exchange(
  { store, publicUrl, environment, now, random }: ApiParts,
  { workspaceId, vendor: key, code, codeVerifier }: Granted,
  signal: AbortSignal,
): Promise<string> {
  const vendor = vendorOf(key);
  const flow = vendor.oauth(vendorSettings(vendor, environment), now);
  const tokens = await flow.exchange({ code, redirectUri: redirectUri(publicUrl), codeVerifier });
  const service = await store.workspace(await workspaceOf(store.owner, workspaceId));
  const request = { service, environment, vendor, acceptsDefaultMapping: null };
  const { connectionId } = await connect(request, tokens, { now, random, signal });
  return connectionId;
}
