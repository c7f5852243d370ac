import {
  type Adapter,
  AdapterError,
  type FieldDescription,
  PermissionMissing,
  type Vendor,
} from '@tamis/adapter';
import { fieldsNeeded, type Mapping } from '@tamis/mapping';

/** One thing that a connection needs, and whether it is there. */
export interface PreflightCheck {
  readonly check: 'account' | 'scope' | 'field' | 'read' | 'own-field';
  /** The exact scope or `object/field`. */
  readonly subject: string;
  readonly state: 'ok' | 'missing' | 'failed';
  readonly message: string;
  readonly fix: string | null;
  readonly creatable: boolean;
}

/** What is looked at. */
export interface PreflightRequest {
  readonly adapter: Adapter;
  readonly vendor: Vendor;
  readonly mapping: Mapping;
  readonly signal: AbortSignal;
}

const CALL_CRM_ADMIN = 'Ask an administrator of the CRM to grant it, then connect again.';

/** Reads the account and every object of the CRM and names what is missing, exactly. Writes nothing. */
export async function preflight(request: PreflightRequest): Promise<readonly PreflightCheck[]> {
  const account = await attempt('account', 'account', () => request.adapter.account(request.signal));
  if (account.value === null) return account.checks;
  const checks = [...account.checks];
  const fields: FieldDescription[] = [];
  for (const { name } of request.adapter.capabilities.objects) {
    const described = await attempt('read', name, () => request.adapter.describe(name, request.signal));
    checks.push(...described.checks);
    fields.push(...(described.value ?? []));
  }
  return [...checks, ...mappedFields(request, fields), ...ownFields(request, fields)];
}

interface Attempt<T> {
  readonly value: T | null;
  readonly checks: readonly PreflightCheck[];
}

async function attempt<T>(
  check: 'account' | 'read',
  subject: string,
  work: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    const value = await work();
    const ok = {
      check,
      subject,
      state: 'ok',
      message: `${subject}: read.`,
      fix: null,
      creatable: false,
    } as const;
    return { value, checks: [ok] };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return { value: null, checks: failed(check, subject, error) };
  }
}

function failed(check: 'account' | 'read', subject: string, error: AdapterError): readonly PreflightCheck[] {
  const { message } = error;
  if (!(error instanceof PermissionMissing) || error.permissions.length === 0)
    return [
      {
        check,
        subject,
        state: 'failed',
        message,
        fix: 'Try again; if it stays, connect again.',
        creatable: false,
      },
    ];
  return error.permissions.map((scope) => ({
    check: 'scope',
    subject: scope,
    state: 'missing',
    message,
    fix: CALL_CRM_ADMIN,
    creatable: false,
  }));
}

function mappedFields(
  { adapter, mapping }: PreflightRequest,
  fields: readonly FieldDescription[],
): readonly PreflightCheck[] {
  const known = new Set(fields.map(({ object, name }) => `${object}/${name}`));
  const missing = adapter.capabilities.objects.flatMap(({ name }) =>
    fieldsNeeded(mapping, name)
      .map((field) => `${name}/${field}`)
      .filter((subject) => !known.has(subject)),
  );
  return missing.map((subject) => ({
    check: 'field',
    subject,
    state: 'missing',
    message: `${subject} is mapped and does not exist in the CRM, or may not be read.`,
    fix: 'Map another field on the mapping page, or have it created in the CRM.',
    creatable: false,
  }));
}

function ownFields(
  { adapter, vendor }: PreflightRequest,
  fields: readonly FieldDescription[],
): readonly PreflightCheck[] {
  const known = new Set(fields.map(({ object, name }) => `${object}/${name}`));
  const creatable = adapter.capabilities.provision;
  return vendor.ownFields.map(({ object, name, label }) => {
    const subject = `${object}/${name}`;
    const ok = known.has(subject);
    return {
      check: 'own-field',
      subject,
      state: ok ? 'ok' : 'missing',
      message: ok
        ? `${label}: there.`
        : `${label} does not exist yet. Score, stage and reason are written to such fields of our own.`,
      fix: ok ? null : creatable ? 'Create it now, or let the first approved run create it.' : CALL_CRM_ADMIN,
      creatable: !ok && creatable,
    };
  });
}
