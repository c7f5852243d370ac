import { Button, createTheme } from '@mantine/core';

/** Contrast of WCAG AA in both themes: https://mantine.dev/theming/colors/#autocontrast */
export const theme = createTheme({
  autoContrast: true,
  luminanceThreshold: 0.179,
  primaryShade: 8,
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Locking the scroll would write a style element that the page's own policy refuses. Modal is not imported: a first visit needs none.
    Modal: { defaultProps: { lockScroll: false } },
    // The page has one banner: the head of a dialog is none.
    ModalHeader: { defaultProps: { role: 'none' } },
    // Dimmed text is too faint for AA.
    InputWrapper: { styles: { description: { color: 'inherit' } } },
    // A label of several words wraps on a narrow screen instead of widening the page; links have its look too.
    Button: Button.extend({
      styles: {
        root: {
          height: 'auto',
          minHeight: 'var(--button-height)',
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'center',
        },
        label: { whiteSpace: 'normal', height: 'auto', overflow: 'visible' },
      },
    }),
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
});
