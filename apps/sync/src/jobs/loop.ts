/** Something that is looked after again and again. */
export interface Loop {
  /** Looks no more. Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Does its work every so many milliseconds, one after the other. What fails is told, and tried again at the next turn. */
export function startLoop(
  everyMs: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Loop {
  let underWay = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(work).catch(onError);
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return underWay;
    },
  };
}
