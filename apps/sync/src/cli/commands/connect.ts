import type { TokenSet, Vendor } from '@tamis/adapter';
import { Command } from 'commander';
import { authorizeInBrowser } from '../../access/oauthLoopback.ts';
import { vendorVariables } from '../../environment.ts';
import { connect } from '../../service/connect.ts';
import { openService } from '../../service/openService.ts';
import { missingCredentials, vendorSettings } from '../../service/vendorSettings.ts';
import { vendorOf, vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { UsageError } from '../exit.ts';
import { type Output, openOutput } from '../output.ts';
import { askSecret, readAll } from '../secretInput.ts';

interface ConnectOptions {
  readonly oauth?: boolean;
  readonly tokenStdin?: boolean;
  readonly json?: boolean;
}

/** `tamis connect`: an account of a CRM, by consent page or by a token that never appears on the command line. */
export function connectCommand(context: CommandContext): Command {
  return new Command('connect')
    .description('connect an account of a CRM; it only reads until you approve its dry run')
    .argument('<crm>', `one of: ${vendors.map(({ key }) => key).join(', ')}`)
    .option(
      '--oauth',
      "consent in the browser; needs the app's <CRM>_CLIENT_ID and <CRM>_CLIENT_SECRET in the environment",
    )
    .option('--token-stdin', 'read an access token from stdin; without it: <CRM>_ACCESS_TOKEN, else a prompt')
    .option('--json', 'print one JSON document on stdout')
    .addHelpText('after', settingsHelp())
    .action(async (crm: string, options: ConnectOptions) => {
      const output = openOutput(context, options);
      const vendor = vendorOf(crm);
      const service = await openService(context.environment);
      try {
        const tokens = options.oauth
          ? await consent(context, vendor, output)
          : await givenToken(context, vendor, options);
        const { account } = await connect(
          { service, environment: context.environment, vendor, acceptsDefaultMapping: 'command line' },
          tokens,
          context,
        );
        output.line(
          `Connected to ${vendor.label} "${account.name}" (${account.id}). Nothing is written yet.`,
        );
        output.line('Next: tamis sync --dry-run');
        if (output.json) output.result({ crm, account, status: 'observing' });
      } finally {
        await service.close();
      }
    });
}

/** The settings of each CRM by name. */
function settingsHelp(): string {
  const lines = vendors.map((vendor) => {
    const { clientId, clientSecret, accessToken, apiUrl, oauthUrl } = vendorVariables(vendor);
    return `  ${vendor.label}: ${clientId} and ${clientSecret} for --oauth, else ${accessToken}; ${oauthUrl} and ${apiUrl} point elsewhere`;
  });
  return `\nSettings, from the environment:\n${lines.join('\n')}`;
}

async function givenToken(
  context: CommandContext,
  vendor: Vendor,
  options: ConnectOptions,
): Promise<TokenSet> {
  const accessToken = (await tokenText(context, vendor, options)).trim();
  if (accessToken === '') {
    throw new UsageError(
      `Give a ${vendor.label} access token by prompt, with --token-stdin, or in ${vendorVariables(vendor).accessToken}; or use --oauth.`,
    );
  }
  return { accessToken, refreshToken: null, expiresAt: null };
}

async function tokenText(
  context: CommandContext,
  vendor: Vendor,
  { tokenStdin }: ConnectOptions,
): Promise<string> {
  if (tokenStdin) return readAll(context.stdin);
  const configured = context.environment.vendor(vendor).accessToken;
  if (configured !== undefined) return configured;
  return context.stdin.isTTY ? askSecret(context, `${vendor.label} access token: `) : '';
}

async function consent(context: CommandContext, vendor: Vendor, output: Output): Promise<TokenSet> {
  const missing = missingCredentials(vendor, context.environment);
  if (missing.length > 0)
    throw new UsageError(`Set ${missing.join(' and ')} of your ${vendor.label} app first.`);
  const settings = vendorSettings(vendor, context.environment);
  return authorizeInBrowser(vendor.oauth(settings, context.now), {
    port: context.environment.oauthPort,
    signal: context.signal,
    show: (address) => output.line(`Open this address in a browser and allow the access:\n  ${address}`),
  });
}
