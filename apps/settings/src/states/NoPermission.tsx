import { Alert } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { stateWords } from './words.ts';

/** Shown above a page that its reader may not change. */
export function NoPermission() {
  const say = useWords(stateWords);
  return (
    <Alert variant="light" color="gray" role="note" title={say('state.forbidden')}>
      {say('state.forbidden.more')}
    </Alert>
  );
}
