import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRecords, csvRows, toCsv } from '../src/client/bulk/csv.ts';

it('reads back every table that it writes', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', 'a', 'é', ' ') }),
  );
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
  fc.assert(
    fc.property(table, (rows) => {
      // A row of one empty cell and no row at all look alike.
      fc.pre(rows.every((row) => row.length > 1 || row[0] !== ''));
      expect([...csvRows(toCsv(rows))]).toEqual(rows);
    }),
  );
});

it('reads rows of both line ends, and a last one without', () => {
  expect([...csvRows('a,b\r\n"c\r\n",\r\n,d')]).toEqual([
    ['a', 'b'],
    ['c\r\n', ''],
    ['', 'd'],
  ]);
  expect([...csvRows('a,')]).toEqual([['a', '']]);
  expect([...csvRows('')]).toEqual([]);
});

it('names the cells after the first row, and leaves out what nobody reads', () => {
  const all = (_name: string, cell: string) => cell;
  expect([...csvRecords('"Id","Name"\n"1","A"\n"2"\n', all)]).toEqual([
    { Id: '1', Name: 'A' },
    { Id: '2', Name: '' },
  ]);
  expect([...csvRecords('"Id"\n', all)]).toEqual([]);
  const ids = (name: string, cell: string) => (name === 'Id' ? Number(cell) : undefined);
  expect([...csvRecords('Id,Name\n1,A\n', ids)]).toEqual([{ Id: 1 }]);
});
