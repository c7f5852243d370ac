/** Values ready to be stored; `null` clears. */
export type CheckedValues = ReadonlyMap<string, string | null>;
