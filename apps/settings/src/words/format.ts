import { useLingui } from '@lingui/react';

/** Numbers and times in the reader's language. */
export interface Format {
  number(value: number, digits?: number): string;
  percent(share: number): string;
  dateTime(at: number): string;
  date(at: number): string;
  /** For instance `3 min 20 s`. */
  duration(ms: number): string;
}

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** How figures are written here. */
export function useFormat(): Format {
  const { i18n } = useLingui();
  const locale = i18n.locale;
  return {
    number: (value, digits = 0) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (share) => new Intl.NumberFormat(locale, { style: 'percent' }).format(share),
    dateTime: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at),
    duration: (ms) => {
      const seconds = Math.max(0, Math.round(ms / SECOND_MS));
      const minutes = Math.floor(seconds / MINUTE_S);
      return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % MINUTE_S} s`;
    },
  };
}
