import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { readBody } from '../body.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Json } from '../records/record.ts';
import { sqlTime } from '../time.ts';
import { USERS } from '../users.ts';
import type { Subscription } from './subscription.ts';

const MOST_PER_USER = 40;

const webhookSchema = z.object({
  subscription_url: z.url(),
  event_action: z.enum(['create', 'change', 'delete', '*']),
  event_object: z.enum([
    'activity',
    'deal',
    'lead',
    'note',
    'organization',
    'person',
    'pipeline',
    'product',
    'stage',
    'user',
    '*',
  ]),
  name: z.string().min(1).default('Webhook'),
  user_id: z.int().optional(),
  http_auth_user: z.string().nullish(),
  http_auth_password: z.string().nullish(),
  version: z.literal('2.0', { error: 'Only version 2.0 is served here' }).default('2.0'),
});

/** https://developers.pipedrive.com/docs/api/v1/Webhooks */
export function listWebhooks(account: PipedriveAccount): HttpReply {
  return answer(account.subscriptions.all().map((each) => present(account, each)));
}

/** Makes a webhook; throws the 400 for a wrong body and the 403 beyond 40 of them. */
export function createWebhook(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const sent = readBody(request, webhookSchema);
  if (account.subscriptions.all().length >= MOST_PER_USER)
    throw forbidden(`A user can have at most ${MOST_PER_USER} webhooks`);
  const made = account.subscriptions.add({
    url: sent.subscription_url,
    action: sent.event_action,
    object: sent.event_object,
    name: sent.name,
    user: sent.http_auth_user ?? null,
    password: sent.http_auth_password ?? null,
    addTime: account.now(),
  });
  return answer(present(account, made), 201);
}

/** Deletes a webhook; throws the 404 for an unknown id. */
export function deleteWebhook(account: PipedriveAccount, id: string): HttpReply {
  if (!account.subscriptions.delete(Number(id))) throw notFound('Webhook');
  return { status: 200, json: { success: true, status: 'ok' } };
}

function present(account: PipedriveAccount, each: Subscription): Json {
  return {
    id: each.id,
    company_id: account.settings.company.id,
    owner_id: USERS[0].id,
    user_id: USERS[0].id,
    event_action: each.action,
    event_object: each.object,
    subscription_url: each.url,
    version: '2.0',
    is_active: 1,
    add_time: sqlTime(each.addTime),
    remove_time: null,
    type: 'general',
    http_auth_user: each.user,
    http_auth_password: each.password,
    remove_reason: null,
    last_delivery_time: each.lastDeliveryAt === null ? null : sqlTime(each.lastDeliveryAt),
    last_http_status: each.lastStatus,
    admin_id: USERS[0].id,
    name: each.name,
  };
}
