import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../states/ErrorState.tsx';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';

interface DecisionDialogProps {
  readonly title: string;
  /** What follows from it, in a sentence or two. */
  readonly what: string;
  /** The words on the button that decides. */
  readonly decide: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly failure: unknown;
  readonly onDecide: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks a person for what a decision needs, and says before what follows from it. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { title, what, decide, busy, disabled = false, failure, onDecide, onClose, children } = props;
  const say = useWords(decisionWords);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('decision.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDecide();
        }}
      >
        <Stack>
          <Text>{what}</Text>
          {children}
          {failure !== null && <ErrorState failure={failure} />}
          <Group>
            <Button type="submit" loading={busy} disabled={disabled}>
              {decide}
            </Button>
            <Button variant="default" onClick={onClose}>
              {say('decision.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
