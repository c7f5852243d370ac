import { NativeSelect, Stack } from '@mantine/core';
import type { Connection } from '@tamis/api';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { PageTitle } from '../app/PageTitle.tsx';
import { useMay } from '../app/session.tsx';
import { Empty } from '../states/Empty.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { NoPermission } from '../states/NoPermission.tsx';
import { useWords } from '../words/words.ts';
import { MappingEditor } from './MappingEditor.tsx';
import { mappingWords } from './words.ts';

/** The mapping of one connection: the one of the address, else the first. */
export function Mapping() {
  const say = useWords(mappingWords);
  const { connectionId } = useParams({ strict: false });
  const may = useMay('editor');
  const read = useRead('listConnections', {});
  return (
    <Stack>
      <PageTitle title={say('mapping.title')} />
      {!may && <NoPermission />}
      <Loaded read={read}>
        {({ body: { items } }) => {
          const chosen = items.find(({ id }) => id === connectionId) ?? items[0];
          if (chosen === undefined)
            return <Empty title={say('mapping.none')} text={say('mapping.none.more')} />;
          return (
            <>
              {items.length > 1 && <Choice connections={items} chosen={chosen.id} />}
              <MappingOf key={chosen.id} connectionId={chosen.id} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Choice({
  connections,
  chosen,
}: {
  readonly connections: readonly Connection[];
  readonly chosen: string;
}) {
  const say = useWords(mappingWords);
  const navigate = useNavigate();
  return (
    <NativeSelect
      label={say('mapping.connection')}
      value={chosen}
      data={connections.map(({ id, account }) => ({ value: id, label: account.name }))}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '/mapping/$connectionId', params: { connectionId: value } })
      }
    />
  );
}

function MappingOf({ connectionId }: { readonly connectionId: string }) {
  const params = { connectionId };
  const mapping = useRead('readMapping', { params });
  const fields = useRead('listFields', { params });
  return (
    <Loaded read={mapping}>
      {({ body, etag }) => (
        <Loaded read={fields}>
          {({ body: lists }) => (
            <MappingEditor
              key={`${etag} ${body.published?.version}`}
              connectionId={connectionId}
              mapping={body}
              etag={etag}
              lists={lists}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
