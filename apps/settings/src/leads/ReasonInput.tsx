import { TextInput } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { decisionWords } from './decisionWords.ts';

interface ReasonProps {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}

/** Why: whoever comes later reads it in the history. */
export function ReasonInput({ reason, onChange }: ReasonProps) {
  const say = useWords(decisionWords);
  return (
    <TextInput
      label={say('decision.reason')}
      value={reason}
      required
      minLength={3}
      maxLength={500}
      onChange={({ currentTarget: { value } }) => onChange(value)}
    />
  );
}
