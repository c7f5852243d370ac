import '@mantine/core/styles.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { problemOf } from './api/problem.ts';
import { router } from './app/router.tsx';
import { speak } from './app/session.tsx';
import { theme } from './app/theme.ts';

// The page may not make code from text: https://zod.dev/api?id=jitless
z.config({ jitless: true });
i18n.load({ en: {}, fr: {} });
speak(navigator.language.startsWith('fr') ? 'fr' : 'en');

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, failure) => problemOf(failure) === null && count < 2 },
  },
});

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

const root = document.getElementById('root');
if (root === null) throw new Error('The document has no place for the page.');
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  </StrictMode>,
);
