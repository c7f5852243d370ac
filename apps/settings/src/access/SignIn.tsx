import { zodResolver } from '@hookform/resolvers/zod';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { routes } from '@tamis/api';
import { useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { useChange } from '../api/queries.ts';
import { useBegin } from '../app/session.tsx';
import { ErrorState } from '../states/ErrorState.tsx';
import { useWords } from '../words/words.ts';
import { Card } from './Card.tsx';
import { accessWords } from './words.ts';

const body = routes.signIn.body;

/** E-mail and password. */
export function SignIn() {
  const say = useWords(accessWords);
  const begin = useBegin();
  const navigate = useNavigate();
  const signIn = useChange('signIn', []);
  const { register, handleSubmit, formState } = useForm<z.infer<typeof body>>({
    resolver: zodResolver(body),
  });
  const submit = handleSubmit(async (given) => {
    const { body: session } = await signIn.mutateAsync({ body: given });
    begin(session);
    await navigate({ to: '/connections' });
  });
  return (
    <Card title={say('access.signIn')}>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} noValidate>
        <Stack>
          <TextInput
            label={say('access.email')}
            type="email"
            autoComplete="username"
            error={formState.errors.email?.message}
            {...register('email')}
          />
          <PasswordInput
            label={say('access.password')}
            autoComplete="current-password"
            error={formState.errors.password?.message}
            {...register('password')}
          />
          {signIn.isError && <ErrorState failure={signIn.error} />}
          <Button type="submit" loading={signIn.isPending}>
            {say('access.signIn')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
