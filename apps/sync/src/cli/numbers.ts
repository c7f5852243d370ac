import { InvalidArgumentError } from 'commander';

/** Parses a whole number of at least 0 for commander, which adds the option's name to the message. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number of at least 0.');
  return Number(text);
}
