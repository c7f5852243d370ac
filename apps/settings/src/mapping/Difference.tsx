import { List, Text, Title } from '@mantine/core';
import { useWords } from '../words/words.ts';
import type { MappingBody } from './types.ts';
import { mappingWords } from './words.ts';

/** What differs between the saved draft and what is published. */
export function Difference({ difference }: { readonly difference: MappingBody['difference'] }) {
  const say = useWords(mappingWords);
  return (
    <section aria-label={say('mapping.difference')}>
      <Title order={2} size="h4" mb="xs">
        {say('mapping.difference')}
      </Title>
      {difference.length === 0 ? (
        <Text>{say('mapping.same')}</Text>
      ) : (
        <DifferenceList difference={difference} />
      )}
    </section>
  );
}

/** The rows that differ, one line each. */
export function DifferenceList({ difference }: { readonly difference: MappingBody['difference'] }) {
  const say = useWords(mappingWords);
  return (
    <List size="sm">
      {difference.map(({ list, change, row, keys }) => (
        <List.Item key={`${list} ${change} ${row}`}>
          <code style={{ overflowWrap: 'anywhere' }}>{row}</code>:{' '}
          {say(`mapping.change.${change}`, { keys: keys.join(', ') })}
        </List.Item>
      ))}
    </List>
  );
}
