import { setTimeout as wait } from 'node:timers/promises';
import type { PipedriveAccount } from '../account.ts';
import type { RecordChange } from '../records/changeFeed.ts';
import { DAY } from '../time.ts';
import { payloadOf, type WebhookPayload } from './payload.ts';
import type { Subscription } from './subscription.ts';

/** https://pipedrive.readme.io/docs/guide-for-webhooks-v2#retry-policy */
const TIMEOUT_MS = 10_000;
const FAILURES_BEFORE_BAN = 10;
const BAN_MS = 30 * 60_000;
const DELETED_AFTER_DAYS = 3;

/** Tells every webhook that wants to hear of a change; events for one that is banned are lost. */
export function deliverChange(account: PipedriveAccount, change: RecordChange): void {
  for (const subscription of account.subscriptions.wanting(change)) {
    if (subscription.bannedUntil > account.clock.now()) continue;
    void deliver(account, subscription, payloadOf(account, change, subscription.id));
  }
}

/** Tries at once, and again after each of the delays while nobody takes it. */
async function deliver(
  account: PipedriveAccount,
  subscription: Subscription,
  payload: WebhookPayload,
): Promise<void> {
  for (const [index, delay] of [0, ...account.settings.webhooks.retryMs].entries()) {
    if (delay > 0) await wait(delay, undefined, { ref: false });
    if (!account.subscriptions.has(subscription.id)) return;
    const attempt = { ...payload, meta: { ...payload.meta, attempt: index + 1 } };
    const isTaken = await post(account, subscription, attempt);
    if (index === 0) judge(account, subscription, isTaken);
    if (isTaken) return;
  }
}

async function post(
  account: PipedriveAccount,
  subscription: Subscription,
  payload: WebhookPayload,
): Promise<boolean> {
  const { url, user, password } = subscription;
  const credentials = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(user === null ? {} : { authorization: `Basic ${credentials}` }),
    },
    body: JSON.stringify(payload),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  subscription.lastDeliveryAt = account.clock.now();
  subscription.lastStatus = reply?.status ?? null;
  const isTaken = reply?.ok === true;
  if (isTaken) subscription.lastSuccessAt = account.clock.now();
  return isTaken;
}

/** Ten first tries that fail in a row ban a webhook; three days without success end it. */
function judge(account: PipedriveAccount, subscription: Subscription, isTaken: boolean): void {
  const now = account.clock.now();
  subscription.failures = isTaken ? 0 : subscription.failures + 1;
  if (subscription.failures >= FAILURES_BEFORE_BAN) {
    subscription.bannedUntil = now + BAN_MS;
    subscription.failures = 0;
  }
  if (now - subscription.lastSuccessAt > DELETED_AFTER_DAYS * DAY)
    account.subscriptions.delete(subscription.id);
}
