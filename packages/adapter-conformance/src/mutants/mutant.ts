import type { Adapter, AdapterPorts } from '@tamis/adapter';

/** Connects a sound adapter. */
export type Open = (ports: AdapterPorts) => Adapter;

/** A broken adapter: a sound one with one mistake, and the chapter that has to notice it. */
export interface Mutant {
  /** What it does wrong, in the third person. */
  readonly name: string;
  /** Name of the chapter. */
  readonly chapter: string;
  /** Connects the broken adapter; `sound` connects what it is made of. */
  readonly open: (sound: Open, ports: AdapterPorts) => Adapter;
}

/** A sound adapter of which some parts are replaced. */
export function broken(replace: (sound: Adapter, ports: AdapterPorts) => Partial<Adapter>): Mutant['open'] {
  return (open, ports) => {
    const sound = open(ports);
    return { ...sound, ...replace(sound, ports) };
  };
}
