import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** An unprivileged account that every Linux has. */
export const nobody = { uid: 65_534, gid: 65_534 };

/** Another process that uses a data folder. */
export interface OtherProcess {
  readonly url: string;
  close(): Promise<void>;
  /** Ends it by SIGKILL. */
  kill(): Promise<void>;
}

/** Opens a data folder in a process of its own; throws the problem it reports. */
export async function otherProcess(
  dataFolder: string,
  account: Partial<typeof nobody> = {},
): Promise<OtherProcess> {
  const child = fork(fileURLToPath(new URL('openUntilAsked.ts', import.meta.url)), [dataFolder], {
    ...account,
    execArgv: ['--conditions=@tamis/source'],
  });
  const exited = once(child, 'exit');
  const [outcome] = (await once(child, 'message')) as [{ url: string } | { problem: string }];
  if ('problem' in outcome) throw new Error(outcome.problem);
  return {
    url: outcome.url,
    async close() {
      child.send('close');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Whether this is root in a checkout that another account may read, so that a test can play an ordinary user. */
export const canPlayOrdinaryUser =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, ['--check', fileURLToPath(import.meta.url)], nobody).status === 0;
