import { parseArgs } from 'node:util';
import { z } from 'zod';
import { VENDORS, type VendorName } from './vendors.ts';

const vendorNames = Object.keys(VENDORS) as [VendorName, ...VendorName[]];

const whole = z.coerce.number().int().min(0);

const optionsSchema = z.object({
  vendor: z.enum(vendorNames).default('hubspot'),
  port: whole.max(65_535).default(0),
  host: z.string().default('127.0.0.1'),
  seedContacts: whole.optional(),
  seed: whole.default(1),
  profile: z.enum(['believable', 'bare', 'related']).default('believable'),
  now: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
  leads: z.string().optional(),
  latency: whole.default(0),
  exitWithParent: z.boolean().default(false),
});
export type CommandLine = z.infer<typeof optionsSchema>;

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      vendor: text,
      port: text,
      host: text,
      'seed-contacts': text,
      seed: text,
      profile: text,
      now: text,
      leads: text,
      latency: text,
      'exit-with-parent': { type: 'boolean' },
    },
  });
  const { 'seed-contacts': seedContacts, 'exit-with-parent': exitWithParent, ...rest } = values;
  const parsed = optionsSchema.safeParse({ ...rest, seedContacts, exitWithParent });
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
