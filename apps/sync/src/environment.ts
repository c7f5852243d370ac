import type { Vendor } from '@tamis/adapter';
import { z } from 'zod';
import { UsageError } from './cli/exit.ts';
import type { MailSettings } from './handOver/mailer.ts';

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

/** Over plain http a session could be read on its way: only this machine may be spoken to so. */
const publicUrl = url.refine(
  (value) => value.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(value),
  'use https; plain http is for localhost alone',
);

/** `tamis@company.example`, or `Tamis <tamis@company.example>`. */
const sender = z.string().transform((value, context) => {
  const [, name = '', inBrackets] = /^([^<>\r\n]*)<([^<>]+)>$/.exec(value) ?? [];
  const address = z.email().safeParse(inBrackets ?? value);
  if (address.success) return { name: name.trim(), address: address.data };
  context.addIssue('give an e-mail address, or a name with the address in <…>');
  return z.NEVER;
});

const known = z.object({
  DATABASE_URL: z.string().min(1).optional(),
  TAMIS_DATA_FOLDER: z.string().min(1).optional(),
  TAMIS_MASTER_KEY: z.string().min(1).optional(),
  TAMIS_LANGUAGE: z.enum(['fr', 'en']).default('en'),
  TAMIS_OAUTH_PORT: z.coerce.number().int().min(1).max(65_535).default(8_765),
  TAMIS_PORT: z.coerce.number().int().min(0).max(65_535).default(4_321),
  TAMIS_PUBLIC_URL: publicUrl.optional(),
  TAMIS_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TAMIS_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  TAMIS_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  TAMIS_MAIL_FROM: sender.optional(),
  HOME: z.string().optional(),
  XDG_DATA_HOME: z.string().optional(),
});

const schema = known.refine(
  (given) => given.TAMIS_SMTP_URL === undefined || given.TAMIS_MAIL_FROM !== undefined,
  {
    path: ['TAMIS_MAIL_FROM'],
    message: 'it is missing, and TAMIS_SMTP_URL is set: say who e-mails are from',
  },
);

/** Addresses and credentials of one vendor, as far as the configuration gives them. */
export interface VendorConfiguration {
  readonly apiUrl: string | undefined;
  readonly oauthUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly accessToken: string | undefined;
  /** What one connection may use of the vendor's day, in the vendor's unit. */
  readonly dailyBudget: number | undefined;
}

/** What names a vendor's settings. */
export type NamedVendor = Pick<Vendor, 'key' | 'oauthUrlSetting'>;

/** Names of the settings of a vendor. */
export function vendorVariables({ key, oauthUrlSetting }: NamedVendor) {
  const prefix = key.toUpperCase();
  return {
    apiUrl: `${prefix}_API_URL`,
    oauthUrl: oauthUrlSetting ?? `${prefix}_OAUTH_URL`,
    clientId: `${prefix}_CLIENT_ID`,
    clientSecret: `${prefix}_CLIENT_SECRET`,
    accessToken: `${prefix}_ACCESS_TOKEN`,
    dailyBudget: `${prefix}_DAILY_BUDGET`,
  } as const;
}

/** Everything that the environment says, parsed once at start. Documented in `.env.example`. */
export interface Environment {
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string | undefined;
  readonly masterKey: string | undefined;
  readonly language: 'fr' | 'en';
  /** Port of the loopback address that a CRM's consent page returns to. */
  readonly oauthPort: number;
  /** Where the page is served. */
  readonly port: number;
  /** The address people open, where it is not http://localhost and the port. */
  readonly publicUrl: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Proxies in front of the service that tell the caller's address truly. */
  readonly trustedProxies: number;
  /** Where digests are handed in; `undefined` where none are sent. */
  readonly mail: MailSettings | undefined;
  readonly home: string | undefined;
  readonly xdgDataHome: string | undefined;
  /** `<KEY>_API_URL` and its siblings. */
  vendor(vendor: NamedVendor): VendorConfiguration;
}

/** Parses the environment. Throws {@link UsageError} that names the variable. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const values = parse(schema, variables);
  return {
    databaseUrl: values.DATABASE_URL,
    dataFolder: values.TAMIS_DATA_FOLDER,
    masterKey: values.TAMIS_MASTER_KEY,
    language: values.TAMIS_LANGUAGE,
    oauthPort: values.TAMIS_OAUTH_PORT,
    port: values.TAMIS_PORT,
    publicUrl: values.TAMIS_PUBLIC_URL,
    logLevel: values.TAMIS_LOG_LEVEL,
    trustedProxies: values.TAMIS_TRUSTED_PROXIES,
    mail: mailOf(values),
    home: values.HOME,
    xdgDataHome: values.XDG_DATA_HOME,
    vendor: (vendor) => readVendor(vendorVariables(vendor), variables),
  };
}

function mailOf({ TAMIS_SMTP_URL, TAMIS_MAIL_FROM }: z.infer<typeof schema>): MailSettings | undefined {
  if (TAMIS_SMTP_URL === undefined || TAMIS_MAIL_FROM === undefined) return undefined;
  return { smtpUrl: TAMIS_SMTP_URL, from: TAMIS_MAIL_FROM };
}

function readVendor(
  names: ReturnType<typeof vendorVariables>,
  variables: Readonly<Record<string, string | undefined>>,
): VendorConfiguration {
  const values = parse(
    z.object({
      [names.apiUrl]: url.optional(),
      [names.oauthUrl]: url.optional(),
      [names.clientId]: z.string().optional(),
      [names.clientSecret]: z.string().optional(),
      [names.accessToken]: z.string().optional(),
    }),
    variables,
  );
  const budget = parse(
    z.object({ [names.dailyBudget]: z.coerce.number().int().positive().optional() }),
    variables,
  );
  return {
    apiUrl: values[names.apiUrl],
    oauthUrl: values[names.oauthUrl],
    clientId: values[names.clientId],
    clientSecret: values[names.clientSecret],
    accessToken: values[names.accessToken],
    dailyBudget: budget[names.dailyBudget],
  };
}

function parse<T>(parser: z.ZodType<T>, variables: Readonly<Record<string, string | undefined>>): T {
  const parsed = parser.safeParse(variables);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`The environment variable ${issue?.path.join('.')} is not usable: ${issue?.message}.`);
}
