import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { emptyLead, leadSchema } from '@tamis/core';
import { z } from 'zod';
import type { LeadFile, LeadRow } from './leadFile.ts';

/** Opens a file of JSON lines, one lead each; parts that a line leaves out are empty. */
export function openJsonLeads(path: string): LeadFile {
  return { columns: null, rows: readRows(path) };
}

async function* readRows(path: string): AsyncIterable<LeadRow> {
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line += 1;
    if (text.trim() !== '') yield readRow(text, line);
  }
}

function readRow(text: string, line: number): LeadRow {
  try {
    const given: unknown = JSON.parse(text);
    const parsed = leadSchema.safeParse({
      ...emptyLead(String(line)),
      ...z.record(z.string(), z.unknown()).parse(given),
    });
    return parsed.success ? { line, lead: parsed.data } : { line, problem: z.prettifyError(parsed.error) };
  } catch (error) {
    return { line, problem: error instanceof Error ? error.message : String(error) };
  }
}
