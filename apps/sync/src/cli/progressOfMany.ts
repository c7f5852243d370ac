import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { OutputStream } from './output.ts';
import { openProgress, type Progress } from './progress.ts';

/** Shows how far several runs are that go on at the same time: a bar for each on a terminal, lines elsewhere. */
export interface ProgressOfMany {
  /** The progress of the run of that name. */
  of(name: string): Progress;
  stop(): void;
}

/** Opens the display. `labels` by the name of the run; `now` is the clock in epoch milliseconds. */
export function openProgressOfMany(
  stream: OutputStream,
  labels: ReadonlyMap<string, string>,
  now: () => number,
): ProgressOfMany {
  return stream.isTTY ? barsOn(stream, labels) : linesOn(stream, labels, now);
}

function linesOn(
  stream: OutputStream,
  labels: ReadonlyMap<string, string>,
  now: () => number,
): ProgressOfMany {
  const lines = new Map<string, Progress>();
  return {
    of(name) {
      const known = lines.get(name) ?? openProgress(stream, now, labels.get(name));
      lines.set(name, known);
      return known;
    },
    stop: () => undefined,
  };
}

function barsOn(stream: OutputStream, labels: ReadonlyMap<string, string>): ProgressOfMany {
  const width = Math.max(...[...labels.values()].map(({ length }) => length));
  let bars: { readonly all: MultiBar; readonly byName: Map<string, SingleBar> } | null = null;

  function barOf(name: string): SingleBar {
    bars ??= { all: new MultiBar({ ...FORMAT, stream }, Presets.shades_classic), byName: new Map() };
    const { all, byName } = bars;
    const known =
      byName.get(name) ?? all.create(0, 0, { label: (labels.get(name) ?? name).padEnd(width), written: 0 });
    byName.set(name, known);
    return known;
  }

  return {
    of: (name) => ({
      show({ counts, expected }) {
        const bar = barOf(name);
        if (expected !== null) bar.setTotal(Math.max(expected, counts.pulled));
        bar.update(counts.pulled, { written: counts.written });
      },
      stop: () => undefined,
    }),
    stop() {
      bars?.all.stop();
      bars = null;
    },
  };
}

const FORMAT = {
  format: '  {label}  {bar} {percentage}%  {value} of {total} leads read, {written} written',
  hideCursor: true,
  clearOnComplete: true,
};
