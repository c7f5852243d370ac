import { Progress, Stack, Text } from '@mantine/core';
import type { Run } from '@tamis/api';
import { useRunLive } from '../api/followRun.ts';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { runWords } from './words.ts';

/** A run as it goes on: how much has been read, of how much, and how long it may still take. */
export function RunProgress({ runId }: { readonly runId: string }) {
  const say = useWords(runWords);
  const format = useFormat();
  const run = useRunLive(runId);
  if (run === null || run.status !== 'running') return null;
  const read = run.counts.pulled;
  const { expected } = run;
  const share = expected === null || expected === 0 ? null : Math.min(1, read / expected);
  return (
    <Stack gap={4}>
      <Progress
        value={share === null ? 100 : 100 * share}
        striped={share === null}
        animated={share === null}
        aria-label={say('run.progress')}
      />
      <Text size="sm">
        {expected === null
          ? say('run.progress.some', { read: format.number(read) })
          : say('run.progress.of', { read: format.number(read), expected: format.number(expected) })}
        {share !== null &&
          share > 0 &&
          `, ${say('run.left', { time: format.duration(timeLeft(run, share)) })}`}
      </Text>
    </Stack>
  );
}

function timeLeft({ startedAt }: Run, share: number): number {
  const spent = Date.now() - startedAt;
  return spent / share - spent;
}
