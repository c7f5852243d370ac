/** A promise's end as a value, so that a failure nobody waits for yet is not an unhandled rejection. */
export type Settled<R> = { readonly value: R } | { readonly error: unknown };

/** Waits for the end, whichever it is. */
export async function settled<R>(work: Promise<R>): Promise<Settled<R>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** The value; throws the error. */
export function unwrap<R>(end: Settled<R>): R {
  if ('error' in end) throw end.error;
  return end.value;
}
