import { setUpLink } from '../access/invite.ts';
import type { RunningService } from '../serve/startService.ts';
import type { OpenService } from '../service/openService.ts';
import type { CommandContext } from './commandContext.ts';
import type { Output } from './output.ts';

/** Says where the page is, and to the first person how to get in. */
export async function announce(
  { now }: CommandContext,
  output: Output,
  { service, running }: { service: OpenService; running: RunningService },
): Promise<void> {
  const { publicUrl } = running;
  const link = await setUpLink(service.store.owner, service.workspace.id, { publicUrl, now });
  output.line(`\nTamis serves ${publicUrl}`);
  if (link !== null) output.line(`Set it up here, once: ${link}`);
  output.line('Stop with Ctrl-C.');
  if (output.json) output.result({ url: publicUrl, setUp: link });
}

/** Resolves when the person or the system asks the process to end. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
