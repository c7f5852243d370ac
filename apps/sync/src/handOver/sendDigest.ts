import type { ServiceLog } from '../serve/log.ts';
import type { Store } from '../service/openStore.ts';
import { markDigestSent } from '../store/digests.ts';
import { administratorsOf, type User } from '../store/users.ts';
import { workspaceOf } from '../store/workspaces.ts';
import { writeDigest } from './digest.ts';
import { digestFigures } from './digestFigures.ts';
import type { DigestWeek } from './digestWeek.ts';
import { type Mailer, MailNotSent } from './mailer.ts';

/** What digests need of the process. */
export interface DigestPorts {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly log: Pick<ServiceLog, 'digest' | 'failed'>;
  /** Where the page is, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => number;
}

/** One person's digest of one week. */
export interface DigestRequest {
  readonly workspaceId: string;
  readonly userId: string;
  readonly week: DigestWeek;
  /** Aborts when the process is to end. */
  readonly signal: AbortSignal;
}

/**
 * Writes and sends a digest, unless the person is no administrator any more. Throws where another attempt may succeed; never once the
 * server has accepted the e-mail.
 */
export async function sendDigest(ports: DigestPorts, request: DigestRequest): Promise<void> {
  const { store, log, now } = ports;
  const { workspaceId, userId, week } = request;
  const reader = (await administratorsOf(store.owner, workspaceId)).find(({ id }) => id === userId);
  if (reader === undefined) return;
  const outcome = await handIn(ports, request, reader);
  log.digest({ workspaceId, userId, week: week.name, outcome });
  if (outcome === 'refused') return;
  try {
    await markDigestSent(store.owner, { workspaceId, week: week.name }, now());
  } catch (error) {
    log.failed('digest', error);
  }
}

async function handIn(
  { store, mailer, publicUrl }: DigestPorts,
  { workspaceId, userId, week, signal }: DigestRequest,
  { email, language }: User,
): Promise<'accepted' | 'refused'> {
  const service = await store.workspace(await workspaceOf(store.owner, workspaceId));
  const figures = await digestFigures(service, week, language);
  const about = { workspaceName: service.workspace.name, week, language, publicUrl };
  const digest = writeDigest(figures, about);
  const messageId = `<digest.${workspaceId}.${week.name}.${userId}@${new URL(publicUrl).hostname}>`;
  try {
    await mailer.send({ to: email, ...digest, messageId }, signal);
    return 'accepted';
  } catch (error) {
    if (error instanceof MailNotSent && error.forGood) return 'refused';
    throw error;
  }
}
