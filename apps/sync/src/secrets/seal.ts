import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** 32 bytes that wrap the data key of every sealed row. */
export type MasterKey = Buffer;

/** Length of a master key and of every data key: AES-256. */
export const MASTER_KEY_BYTES = 32;

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BOX_OVERHEAD = NONCE_BYTES + TAG_BYTES;
const WRAPPED_KEY_BYTES = MASTER_KEY_BYTES + BOX_OVERHEAD;

/** The secret cannot be opened: another master key sealed it, or the row was changed or moved. */
export class SealBroken extends Error {
  constructor(cause: unknown) {
    super(
      'A stored token cannot be opened with this master key. Start with the key that sealed it, or connect the CRM again.',
      { cause },
    );
    this.name = 'SealBroken';
  }
}

/**
 * Seals a secret with AES-256-GCM under a data key of its own, which the master key wraps.
 * `context` (workspace, connection, field) is authenticated: a sealed value moved to another row does not open.
 */
export function seal(plain: string, context: string, masterKey: MasterKey): Buffer {
  const dataKey = randomBytes(MASTER_KEY_BYTES);
  return Buffer.concat([
    close(dataKey, context, masterKey),
    close(Buffer.from(plain, 'utf8'), context, dataKey),
  ]);
}

/** Opens what {@link seal} made. Throws {@link SealBroken}. */
export function unseal(sealed: Buffer, context: string, masterKey: MasterKey): string {
  try {
    const dataKey = open(sealed.subarray(0, WRAPPED_KEY_BYTES), context, masterKey);
    return open(sealed.subarray(WRAPPED_KEY_BYTES), context, dataKey).toString('utf8');
  } catch (error) {
    throw new SealBroken(error);
  }
}

function close(plain: Buffer, context: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(box: Buffer, context: string, key: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(box.subarray(NONCE_BYTES, BOX_OVERHEAD));
  return Buffer.concat([decipher.update(box.subarray(BOX_OVERHEAD)), decipher.final()]);
}
