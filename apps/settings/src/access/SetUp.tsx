import { zodResolver } from '@hookform/resolvers/zod';
import { Button, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { routes } from '@tamis/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { useChange, useRead } from '../api/queries.ts';
import { speak, useBegin } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { Loaded } from '../states/Loaded.tsx';
import { useWords } from '../words/words.ts';
import { Card } from './Card.tsx';
import { accessWords } from './words.ts';

const body = routes.acceptInvitation.body;
type Given = z.infer<typeof body>;

/** Where a set-up or invitation link leads; its secret stands behind `#` and is sent to the service alone. */
export function SetUp() {
  const say = useWords(accessWords);
  const [token] = useState(() => window.location.hash.slice(1));
  const read = useRead('readInvitation', { body: { token } }, { enabled: token !== '' });
  if (token === '')
    return (
      <Card title={say('access.setUp')}>
        <Text>{say('access.noLink')}</Text>
      </Card>
    );
  return (
    <Card title={say(read.data?.body.first === false ? 'access.join' : 'access.setUp')}>
      <Loaded read={read}>
        {({ body: { first, email } }) => <Form token={token} first={first} email={email} />}
      </Loaded>
    </Card>
  );
}

interface FormProps {
  readonly token: string;
  readonly first: boolean;
  readonly email: string | null;
}

function Form({ token, first, email }: FormProps) {
  const say = useWords(accessWords);
  const begin = useBegin();
  const navigate = useNavigate();
  const accept = useChange('acceptInvitation', []);
  const { register, handleSubmit, formState } = useForm<Given>({
    resolver: zodResolver(body),
    defaultValues: {
      token,
      email: email ?? '',
      language: document.documentElement.lang === 'fr' ? 'fr' : 'en',
      ...(first ? { workspaceName: '' } : {}),
    },
  });
  const submit = handleSubmit(async (given) => {
    const { body: session } = await accept.mutateAsync({ body: given });
    begin(session);
    await navigate({ to: '/connections' });
  });
  const { errors } = formState;
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)} noValidate>
      <Stack>
        {first && (
          <TextInput
            label={say('access.workspace')}
            autoComplete="organization"
            error={errors.workspaceName?.message}
            {...register('workspaceName')}
          />
        )}
        <TextInput
          label={say('access.email')}
          type="email"
          autoComplete="username"
          readOnly={email !== null}
          error={errors.email?.message}
          {...register('email')}
        />
        <PasswordInput
          label={say('access.password')}
          description={say('access.password.rule')}
          autoComplete="new-password"
          error={errors.password && say('access.password.rule')}
          {...register('password')}
        />
        <NativeSelect
          label={say('access.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
          {...register('language', { onChange: ({ target }) => speak(target.value) })}
        />
        {accept.isError && <ErrorState failure={accept.error} />}
        <Button type="submit" loading={accept.isPending}>
          {say('access.begin')}
        </Button>
      </Stack>
    </form>
  );
}
