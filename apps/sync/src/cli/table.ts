/** One column of a table: its heading, and whether numbers line up on the right. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** Longest text shown; longer ones end in an ellipsis. */
  readonly most?: number;
}

/** Renders rows of texts as aligned lines under their headings. */
export function renderTable(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
): readonly string[] {
  const shown = cells.map((row) => row.map((text, index) => shorten(text, columns[index]?.most)));
  const headings = columns.map(({ heading }) => heading);
  const widths = columns.map((_, index) =>
    Math.max(...[headings, ...shown].map((row) => width(row[index] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align))
      .join('  ')
      .trimEnd();
  return [line(headings), widths.map((size) => '─'.repeat(size)).join('  '), ...shown.map(line)];
}

function shorten(text: string, most = Number.POSITIVE_INFINITY): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

function pad(text: string, size: number, align: Column['align']): string {
  const space = ' '.repeat(size - width(text));
  return align === 'right' ? space + text : text + space;
}

function width(text: string): number {
  return [...text].length;
}
