import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { SalesforceOrg, ValidationRule } from '../org.ts';
import { rowTest } from '../query/filter.ts';
import { invalidField } from '../query/malformed.ts';
import { parseFormula } from '../query/parse.ts';
import type { RecordStore } from '../records/recordStore.ts';

const rulesSchema = z.array(
  z.object({
    /** The error condition, in the words of a SOQL WHERE over the record's own fields. */
    where: z.string(),
    message: z.string(),
    field: z.string().nullable().default(null),
  }),
);

/** Validation rules of an object, replacing the last ones. */
export function ruleRoutes(org: SalesforceOrg): Route[] {
  return [
    {
      method: 'PUT',
      pattern: '/_sandbox/rules/:object',
      handle: (request, path) => setRules(org, request, path),
    },
  ];
}

function setRules(org: SalesforceOrg, request: HttpRequest, path: PathParameters): HttpReply {
  const store = org.store(path.object ?? '');
  const rules = controlBody(request, rulesSchema).map(({ where, message, field }) => ({
    message,
    field,
    isBroken: brokenTest(store, where),
  }));
  org.validationRules.set(store.type.name, rules);
  return { status: 204 };
}

/** The condition as a test of a record that is not kept yet. */
function brokenTest(store: RecordStore, where: string): ValidationRule['isBroken'] {
  let proposed: (name: string) => string | null = () => null;
  const test = rowTest(
    parseFormula(where),
    ({ name, at }) => {
      const field = store.fields.get(name);
      if (field === undefined) throw invalidField(where, at, `No such column '${name}'`);
      return { field, path: [field.name], value: () => proposed(field.name), related: () => null };
    },
    where,
  );
  return (value) => {
    proposed = value;
    return test(0);
  };
}
