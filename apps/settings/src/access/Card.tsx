import { Container, Paper, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** The frame of what is shown before somebody has signed in. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tamis`;
  }, [title]);
  return (
    <Container component="main" size="xs" py="xl">
      <Paper withBorder p="lg">
        <Title order={1} size="h3" mb="md">
          {title}
        </Title>
        {children}
      </Paper>
    </Container>
  );
}
