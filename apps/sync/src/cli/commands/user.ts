import { routes } from '@tamis/api';
import { Command, Option } from 'commander';
import { invite } from '../../access/invite.ts';
import { openService } from '../../service/openService.ts';
import { userByEmail } from '../../store/users.ts';
import type { CommandContext } from '../commandContext.ts';
import { UsageError } from '../exit.ts';
import { openOutput } from '../output.ts';

/** What a person is invited with: the same as over HTTP. */
const invitation = routes.invite.body;

interface InviteOptions {
  readonly email: string;
  readonly role: string;
  readonly json?: boolean;
}

/** `tamis user`: people who may sign in to the page. */
export function userCommand(context: CommandContext): Command {
  const inviteOne = new Command('invite')
    .description(
      'print a link with which one person sets a password and joins; it holds for seven days, once',
    )
    .requiredOption('--email <address>', "the person's e-mail address")
    .addOption(
      new Option(
        '--role <role>',
        'viewers read; editors also edit and publish; admins also connect and invite',
      )
        .choices(invitation.shape.role.options)
        .makeOptionMandatory(),
    )
    .option('--json', 'print one JSON document on stdout')
    .action((options: InviteOptions) => inviteByLink(context, options));
  return new Command('user').description('invite people to the page').addCommand(inviteOne);
}

async function inviteByLink(context: CommandContext, options: InviteOptions): Promise<void> {
  const { environment, now } = context;
  const output = openOutput(context, options);
  const parsed = invitation.safeParse({ email: options.email, role: options.role });
  if (!parsed.success) throw new UsageError(`"${options.email}" is no e-mail address.`);
  const { email, role } = parsed.data;
  const publicUrl = environment.publicUrl ?? `http://localhost:${environment.port}`;
  const { store, workspace, close } = await openService(environment);
  try {
    if ((await userByEmail(store.owner, email)) !== null)
      throw new UsageError(`${email} has an account already, and signs in at ${publicUrl}`);
    const url = await invite(store.owner, { workspaceId: workspace.id, email, role }, { publicUrl, now });
    output.line(`Give this link to ${email}; it works once, for seven days:\n${url}`);
    if (output.json) output.result({ email, role, url });
  } finally {
    await close();
  }
}
