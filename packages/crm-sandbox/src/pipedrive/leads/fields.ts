import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import type { FieldDefinition } from '../fields/definition.ts';
import { offsetPage } from '../records/offsetPage.ts';
import type { Json } from '../records/record.ts';

/** Fields of leads as v1 lists them; the custom ones are those of deals. https://developers.pipedrive.com/docs/api/v1/LeadFields */
export function listLeadFields(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const { fields, type } = account.store('leads');
  const own = Object.keys(type.attributes).map((key) => ({ key, name: key.replaceAll('_', ' ') }));
  const data = [
    ...own.map(({ key, name }) => ({ key, name, field_type: 'varchar', edit_flag: false })),
    ...fields.custom().map(presentV1),
  ];
  return offsetPage(request.query, data, (field) => field);
}

function presentV1({ code, name, type, options }: FieldDefinition): Record<string, Json> {
  return {
    key: code,
    name,
    field_type: type,
    edit_flag: true,
    ...(options === null ? {} : { options: options.map(({ id, label }) => ({ id, label })) }),
  };
}
