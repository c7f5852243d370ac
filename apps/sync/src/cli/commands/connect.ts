import type { TokenSet, Vendor } from '@tamis/adapter';
import { Command } from 'commander';
import { connect } from '../../service/connect.ts';
import { openService } from '../../service/openService.ts';
import { vendorSettings } from '../../service/vendorSettings.ts';
import { vendorOf, vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { UsageError } from '../exit.ts';
import { authorizeInBrowser } from '../oauthLoopback.ts';
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

async function givenToken(
  context: CommandContext,
  vendor: Vendor,
  options: ConnectOptions,
): Promise<TokenSet> {
  const accessToken = (await tokenText(context, vendor, options)).trim();
  if (accessToken === '') {
    throw new UsageError(
      `Give a ${vendor.label} access token by prompt, with --token-stdin, or in ${vendor.key.toUpperCase()}_ACCESS_TOKEN; or use --oauth.`,
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
  const configured = context.environment.vendor(vendor.key).accessToken;
  if (configured !== undefined) return configured;
  return context.stdin.isTTY ? askSecret(context, `${vendor.label} access token: `) : '';
}

async function consent(context: CommandContext, vendor: Vendor, output: Output): Promise<TokenSet> {
  const settings = vendorSettings(vendor, context.environment);
  if (settings.clientId === '' || settings.clientSecret === '') {
    const prefix = vendor.key.toUpperCase();
    throw new UsageError(
      `Set ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET of your ${vendor.label} app first.`,
    );
  }
  return authorizeInBrowser(vendor.oauth(settings, context.now), {
    port: context.environment.oauthPort,
    signal: context.signal,
    show: (address) => output.line(`Open this address in a browser and allow the access:\n  ${address}`),
  });
}
