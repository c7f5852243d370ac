import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent } from '../sync/context.ts';
import type { OutputStream } from './output.ts';

/** Shows how far a run is: a bar with counts and time left on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  show(event: RunEvent): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

/** Opens the progress display for one run, with its name where there are several. `now` is the clock in epoch milliseconds. */
export function openProgress(stream: OutputStream, now: () => number, name?: string): Progress {
  return stream.isTTY ? barOn(stream) : linesOn(stream, now, name);
}

function barOn(stream: OutputStream): Progress {
  const bar = new SingleBar(
    {
      stream,
      format: '  {bar} {percentage}%  {value} of {total} leads read, {written} written  {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  return {
    show({ counts, expected }) {
      if (expected === null && !bar.isActive) return;
      const values = { written: counts.written };
      if (!bar.isActive) bar.start(expected ?? 0, counts.pulled, values);
      if (expected !== null) bar.setTotal(Math.max(expected, counts.pulled));
      bar.update(counts.pulled, values);
    },
    stop: () => bar.stop(),
  };
}

function linesOn(stream: OutputStream, now: () => number, name?: string): Progress {
  const start = name === undefined ? '' : `${name}: `;
  let last = now();
  return {
    show({ counts, expected }) {
      if (counts.pulled + counts.related === 0 || now() - last < LINE_EVERY_MS) return;
      last = now();
      const total = expected === null ? '' : ` of ${expected}`;
      stream.write(
        `  ${start}${counts.pulled}${total} leads and ${counts.related} related records read, ${counts.evaluated} evaluated, ${counts.written} written\n`,
      );
    },
    stop: () => undefined,
  };
}
