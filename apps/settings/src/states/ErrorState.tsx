import { Alert, Button, Group, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { problemOf } from '../api/problem.ts';
import { useWords } from '../words/words.ts';
import { stateWords } from './words.ts';

/** What happened, what to do, and the id to quote. */
export function ErrorState({
  failure,
  onRetry,
}: {
  readonly failure: unknown;
  readonly onRetry?: () => void;
}) {
  const say = useWords(stateWords);
  const clipboard = useClipboard();
  const problem = problemOf(failure);
  const id = problem?.requestId ?? '';
  return (
    <Alert color="red" variant="light" role="alert" title={problem?.title ?? say('state.failed')}>
      <Text>{problem?.detail ?? say('state.offline')}</Text>
      <Group mt="sm">
        {onRetry && (
          <Button size="xs" onClick={onRetry}>
            {say('state.retry')}
          </Button>
        )}
        {id !== '' && (
          <>
            <Text size="sm">{say('state.requestId', { id })}</Text>
            <Button size="xs" variant="default" onClick={() => clipboard.copy(id)}>
              {clipboard.copied ? say('state.copied') : say('state.copy')}
            </Button>
          </>
        )}
      </Group>
    </Alert>
  );
}
