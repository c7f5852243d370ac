import { Command, CommanderError } from 'commander';
import type { CommandContext } from './commandContext.ts';
import { approveCommand } from './commands/approve.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { linksCommand } from './commands/links.ts';
import { modelCommand } from './commands/model.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { scoreCommand } from './commands/score.ts';
import { serveCommand } from './commands/serve.ts';
import { syncCommand } from './commands/sync.ts';
import { userCommand } from './commands/user.ts';
import { EXIT } from './exit.ts';

const EPILOGUE = `
First steps:
  tamis demo                      see it work on made-up leads; needs no account
  tamis serve                     the page for administrators, with schedules and runs
  tamis connect <crm>             connect your CRM (reads only, until you approve)
  tamis sync --dry-run            read, score, and list what would be written
  tamis approve                   allow writing
  tamis sync                      read, score, write back

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some records were refused.
Settings come from the environment: see .env.example.`;

/** Runs one command line. Errors of usage have been printed when it returns. */
export async function run(argv: readonly string[], context: CommandContext): Promise<void> {
  const program = new Command('tamis')
    .description('Tamis scores and qualifies the leads in your CRM and writes score, stage and reason back.')
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .showHelpAfterError('(see tamis --help)')
    .addHelpText('after', EPILOGUE)
    .exitOverride();
  for (const command of [
    demoCommand,
    serveCommand,
    connectCommand,
    syncCommand,
    approveCommand,
    linksCommand,
    scoreCommand,
    userCommand,
    modelCommand,
    sandboxCommand,
  ]) {
    program.addCommand(inherit(command(context), program));
  }
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    context.exitWith(error.exitCode === 0 ? EXIT.done : EXIT.usage);
  }
}

function inherit(command: Command, program: Command): Command {
  command.copyInheritedSettings(program);
  for (const child of command.commands) inherit(child, program);
  return command;
}
