import { routes } from '@tamis/api';
import { Command, InvalidArgumentError } from 'commander';
import { openService } from '../../service/openService.ts';
import { LinkRefused } from '../../service/people/linkRefused.ts';
import { RecordNames } from '../../service/people/recordNames.ts';
import { listConnections } from '../../store/connections.ts';
import type { CommandContext } from '../commandContext.ts';
import { UsageError } from '../exit.ts';
import { decideAndTell, type LinkOrder } from '../links/decide.ts';
import type { LinksContext } from '../links/linksContext.ts';
import { listLinks } from '../links/list.ts';
import { showLinks } from '../links/show.ts';
import { wholeNumber } from '../numbers.ts';
import { openOutput } from '../output.ts';

const SHOWN = 50;

interface Json {
  readonly json?: boolean;
}

/** `tamis links`: which records of the CRMs are one person, why, and a person's say in it. */
export function linksCommand(context: CommandContext): Command {
  return new Command('links')
    .description('see, cut and join the records that are one person; a record is named CRM/OBJECT/ID')
    .addCommand(showCommand(context))
    .addCommand(listCommand(context))
    .addCommand(cutCommand(context))
    .addCommand(joinCommand(context))
    .addCommand(freeCommand(context));
}

function showCommand(context: CommandContext): Command {
  return withJson('show', 'the records of a lead in all CRMs, each with why it is linked')
    .argument('<word>', 'e-mail address, id of a lead, or a record such as CRM/OBJECT/ID')
    .action((word: string, options: Json) => work(context, options, (links) => showLinks(links, word)));
}

function listCommand(context: CommandContext): Command {
  return withJson('list', 'leads with the CRMs that hold them, and how many are held by one, two, three')
    .option('--several', 'only leads with records in several CRMs')
    .option('--limit <leads>', 'how many to list', wholeNumber, SHOWN)
    .action((options: Json & { several?: boolean; limit: number }) =>
      work(context, options, (links) =>
        listLinks(links, { several: options.several ?? false, limit: options.limit }),
      ),
    );
}

function cutCommand(context: CommandContext): Command {
  return withReason('cut', 'this record is another person than those it is linked with')
    .argument('<record>', 'CRM/OBJECT/ID')
    .action((record: string, { reason, ...options }: Json & { reason: string }) =>
      decide(context, options, { kind: 'cut', record, reason }),
    );
}

interface JoinOptions extends Json {
  readonly reason: string;
  readonly withOthers?: boolean;
}

function joinCommand(context: CommandContext): Command {
  return withReason('join', 'this record is the same person as another one')
    .argument('<record>', 'CRM/OBJECT/ID')
    .argument('<other>', 'CRM/OBJECT/ID')
    .option('--with-others', 'join the other records of its lead, too; without it they stay where they are')
    .action((record: string, other: string, { reason, withOthers = false, ...options }: JoinOptions) =>
      decide(context, options, { kind: 'join', record, other, reason, withOthers }),
    );
}

function freeCommand(context: CommandContext): Command {
  return withJson('free', 'undo a cut or a join: the record is linked by its address again')
    .argument('<record>', 'CRM/OBJECT/ID')
    .action((record: string, options: Json) => decide(context, options, { kind: 'free', record }));
}

function decide(context: CommandContext, options: Json, order: LinkOrder): Promise<void> {
  return work(context, options, (links) => decideAndTell(links, order));
}

function withJson(name: string, description: string): Command {
  return new Command(name).description(description).option('--json', 'print one JSON document on stdout');
}

function withReason(name: string, description: string): Command {
  return withJson(name, description).requiredOption(
    '--reason <text>',
    'why; it stands in the history',
    reasonText,
  );
}

/** The same as over HTTP. */
function reasonText(text: string): string {
  const parsed = routes.cutRecord.body.shape.reason.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(
    'Give a reason of 3 to 500 characters: whoever comes later will want to know.',
  );
}

async function work(
  context: CommandContext,
  options: Json,
  act: (links: LinksContext) => Promise<void>,
): Promise<void> {
  const service = await openService(context.environment);
  try {
    const names = new RecordNames(await listConnections(service.db, service.workspace.id));
    await act({ context, service, names, output: openOutput(context, options) });
  } catch (error) {
    throw error instanceof LinkRefused ? new UsageError(error.message) : error;
  } finally {
    await service.close();
  }
}
