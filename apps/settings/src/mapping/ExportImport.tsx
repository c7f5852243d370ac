import { Button, FileButton, Group, Text } from '@mantine/core';
import { mappingDocumentSchema } from '@tamis/mapping';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import type { Document } from './types.ts';
import { mappingWords } from './words.ts';

interface ExportImportProps {
  readonly document: Document;
  readonly readOnly: boolean;
  readonly onImport: (document: Document) => void;
}

/** The draft as a file, out and in. */
export function ExportImport({ document, readOnly, onImport }: ExportImportProps) {
  const say = useWords(mappingWords);
  const [failed, setFailed] = useState(false);
  const take = async (file: File | null) => {
    if (file === null) return;
    const parsed = mappingDocumentSchema.safeParse(await readJson(file));
    setFailed(!parsed.success);
    if (parsed.success) onImport(parsed.data);
  };
  return (
    <Group>
      <Button variant="default" onClick={() => download(document)}>
        {say('mapping.export')}
      </Button>
      {!readOnly && (
        <FileButton accept="application/json" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {say('mapping.import')}
            </Button>
          )}
        </FileButton>
      )}
      {failed && <Text role="alert">{say('mapping.import.failed')}</Text>}
    </Group>
  );
}

async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

function download(document: Document): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(document, null, 2)], { type: 'application/json' }),
  );
  const link = window.document.createElement('a');
  link.href = address;
  link.download = 'tamis-mapping.json';
  link.click();
  URL.revokeObjectURL(address);
}
