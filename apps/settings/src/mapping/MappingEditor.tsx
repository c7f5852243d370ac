import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { Difference } from './Difference.tsx';
import { ExportImport } from './ExportImport.tsx';
import { FieldRows } from './FieldRows.tsx';
import { PublishMapping } from './PublishMapping.tsx';
import { Signals } from './Signals.tsx';
import { Simulate } from './Simulate.tsx';
import { Suggestions } from './Suggestions.tsx';
import { TestRecord } from './TestRecord.tsx';
import type { Document, FieldLists, MappingBody } from './types.ts';
import { Unmapped } from './Unmapped.tsx';
import { MappingVersions } from './Versions.tsx';
import { mappingWords } from './words.ts';

interface EditorProps {
  readonly connectionId: string;
  readonly mapping: MappingBody;
  readonly etag: string;
  readonly lists: FieldLists;
}

/** A draft being edited: saved by hand, tried out on real records, then published. */
export function MappingEditor({ connectionId, mapping, etag, lists }: EditorProps) {
  const say = useWords(mappingWords);
  const may = useMay('editor');
  const [document, setDocument] = useState<Document>(mapping.draft.document);
  const unsaved = document !== mapping.draft.document;
  const save = useChange('saveMappingDraft', ['readMapping', 'suggestMapping']);
  const params = { connectionId };
  const saveNow = (next: Document) => save.mutate({ params, body: { document: next }, ifMatch: etag });
  return (
    <Stack>
      <Published mapping={mapping} />
      {save.isError && <ErrorState failure={save.error} />}
      {may && (
        <Group>
          <Button disabled={!unsaved} loading={save.isPending} onClick={() => saveNow(document)}>
            {say('mapping.saveDraft')}
          </Button>
          <PublishMapping connectionId={connectionId} etag={etag} mapping={mapping} unsaved={unsaved} />
          {unsaved && <Text role="status">{say('mapping.unsaved')}</Text>}
        </Group>
      )}
      <Suggestions
        connectionId={connectionId}
        document={document}
        onAccept={saveNow}
        readOnly={!may || unsaved}
      />
      <FieldRows
        document={document}
        issues={unsaved ? [] : mapping.issues}
        lists={lists}
        readOnly={!may}
        onChange={setDocument}
      />
      <Signals document={document} readOnly={!may} onChange={setDocument} />
      <Difference difference={mapping.difference} />
      <TestRecord connectionId={connectionId} document={document} />
      <Simulate connectionId={connectionId} document={document} />
      <Unmapped document={document} lists={lists} />
      <MappingVersions connectionId={connectionId} etag={etag} />
      <ExportImport document={document} readOnly={!may} onImport={setDocument} />
    </Stack>
  );
}

function Published({ mapping: { published } }: { readonly mapping: MappingBody }) {
  const say = useWords(mappingWords);
  const format = useFormat();
  if (published === null)
    return (
      <Alert variant="light" color="yellow">
        {say('mapping.unpublished')}
      </Alert>
    );
  const { version, publishedAt, publishedBy: by } = published;
  return <Text>{say('mapping.published', { version, by, at: format.dateTime(publishedAt) })}</Text>;
}
