/** A promise's end as a value, so that a failure nobody waits for yet is not an unhandled rejection. */
type Settled<R> = { readonly value: R } | { readonly error: unknown };

function settled<R>(work: Promise<R>): Promise<Settled<R>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** The items of `source`, the next one being read while the consumer works on the present one. */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = settled(source.next());
  try {
    for (;;) {
      const end = await next;
      if ('error' in end) throw end.error;
      if (end.value.done) return;
      next = settled(source.next());
      yield end.value.value;
    }
  } finally {
    await settled(source.return(undefined));
  }
}
