import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { ErrorState } from './ErrorState.tsx';
import { stateWords } from './words.ts';

const SHADOWS = ['title', 'first', 'second', 'third'] as const;

/** Shows what a read brought: its shadow while it loads, its failure where it fails, and what it holds when it is there. */
export function Loaded<T>({
  read,
  children,
}: {
  readonly read: UseQueryResult<T>;
  readonly children: (value: T) => ReactNode;
}) {
  const say = useWords(stateWords);
  if (read.data !== undefined && !(read.isError && read.isPlaceholderData))
    return (
      <>
        {read.isError && <ErrorState failure={read.error} onRetry={() => void read.refetch()} />}
        {children(read.data)}
      </>
    );
  if (read.isError) return <ErrorState failure={read.error} onRetry={() => void read.refetch()} />;
  return (
    <Stack aria-busy="true" role="status">
      <VisuallyHidden>{say('state.loading')}</VisuallyHidden>
      {SHADOWS.map((shadow) => (
        <Skeleton key={shadow} height={shadow === 'title' ? 28 : 60} />
      ))}
    </Stack>
  );
}
