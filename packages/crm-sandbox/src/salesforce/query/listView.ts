import { type Field, field } from '../objects/field.ts';
import type { View } from './view.ts';

/** A row that is computed for one query: texts by field name, dots and all. */
export type ListedRow = Readonly<Record<string, string | null>>;

/** Computed rows as a query sees them; every field is a text, but for the Id. */
export function listView(name: string, rows: readonly ListedRow[], fieldNames: readonly string[]): View {
  const all = Uint32Array.from(rows.keys());
  return {
    name,
    column: (asked) => {
      const known = fieldNames.find((each) => each.toLowerCase() === asked.toLowerCase());
      if (known === undefined) return null;
      const path = known.split('.');
      const relation = path.length > 1 ? { type: path[0] ?? '', address: '' } : null;
      return {
        field: textField(path.at(-1) ?? known),
        path,
        value: (row) => rows[row]?.[known] ?? null,
        related: () => relation,
      };
    },
    stretch: () => ({ order: 'id', rows: all }),
    isDeleted: () => false,
    address: (row) => `/tooling/sobjects/${name}/${rows[row]?.Id ?? ''}`,
  };
}

function textField(name: string): Field {
  return field([name, name, name === 'Id' ? 'id' : 'string']);
}
