import { List } from '@mantine/core';
import { useWords } from '../words/words.ts';
import type { Document, FieldLists } from './types.ts';
import { mappingWords } from './words.ts';

/** Fields of the CRM that no row names. */
export function Unmapped({ document, lists }: { readonly document: Document; readonly lists: FieldLists }) {
  const say = useWords(mappingWords);
  const used = new Set(document.fields.map(({ object, field }) => `${object}/${field}`));
  const unmapped = lists.objects
    .filter(({ role }) => role !== 'activity')
    .flatMap(({ fields }) => fields)
    .filter(({ object, name }) => !used.has(`${object}/${name}`));
  return (
    <details>
      <summary>{say('mapping.unmapped', { count: unmapped.length })}</summary>
      <List size="sm">
        {unmapped.map(({ object, name, label, type }) => (
          <List.Item key={`${object}/${name}`}>
            {label} <code style={{ overflowWrap: 'anywhere' }}>{`${object}/${name}`}</code> {type}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
