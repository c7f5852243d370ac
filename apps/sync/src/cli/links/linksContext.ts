import type { RecordNames } from '../../service/people/recordNames.ts';
import type { Service } from '../../service/service.ts';
import type { CommandContext } from '../commandContext.ts';
import type { Output } from '../output.ts';

/** What every command of `tamis links` works with. */
export interface LinksContext {
  readonly context: CommandContext;
  readonly service: Service;
  readonly names: RecordNames;
  readonly output: Output;
}
