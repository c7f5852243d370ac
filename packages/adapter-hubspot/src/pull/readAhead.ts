/** A promise's end as a value, so that a failure nobody waits for yet is not an unhandled rejection. */
type Settled<R> = { readonly value: R } | { readonly error: unknown };

async function settled<R>(work: Promise<R>): Promise<Settled<R>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function unwrap<R>(end: Settled<R>): R {
  if ('error' in end) throw end.error;
  return end.value;
}

/**
 * Runs the work that `plan` offers, at most `width` at once, and yields results as they come. `plan` is asked again after
 * each result; the run ends when it offers nothing and nothing is under way.
 */
export async function* runAhead<R>(
  plan: () => (() => Promise<R>) | undefined,
  width: number,
): AsyncGenerator<R> {
  const flying = new Map<symbol, Promise<{ key: symbol; end: Settled<R> }>>();
  for (;;) {
    for (let work = offered(flying.size < width, plan); work; work = offered(flying.size < width, plan)) {
      const key = Symbol();
      flying.set(
        key,
        settled(work()).then((end) => ({ key, end })),
      );
    }
    if (flying.size === 0) return;
    const { key, end } = await Promise.race(flying.values());
    flying.delete(key);
    yield unwrap(end);
  }
}

function offered<W>(free: boolean, plan: () => W | undefined): W | undefined {
  return free ? plan() : undefined;
}

/** `work` over `source` in order, `width` items ahead of the consumer. */
export async function* mapAhead<T, R>(
  source: AsyncGenerator<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const next = () =>
    settled(
      source
        .next()
        .then(async (step) =>
          step.done ? { done: true as const } : { done: false as const, result: await work(step.value) },
        ),
    );
  const ahead = Array.from({ length: width }, next);
  try {
    for (let head = ahead.shift(); head; head = ahead.shift()) {
      const step = unwrap(await head);
      if (step.done) return;
      ahead.push(next());
      yield step.result;
    }
  } finally {
    await settled(source.return(undefined));
  }
}

/** Collects up to `size` items; the last group may be smaller. */
export async function* grouped<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let group: T[] = [];
  for await (const item of source) {
    group.push(item);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
