import type { HttpReply } from '../../http/exchange.ts';
import type { SalesforceOrg } from '../org.ts';
import { type ListedRow, listView } from '../query/listView.ts';
import { parseQuery } from '../query/parse.ts';
import { answerQuery, queryText, unknownObject } from '../query/query.ts';
import type { View } from '../query/view.ts';
import type { Call } from '../routes/guarded.ts';
import { liveCustomFields } from './customFields.ts';

/** Queries about the org's own definitions: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm */
export function queryTooling(org: SalesforceOrg, call: Call): HttpReply {
  const soql = parseQuery(queryText(call.request));
  const { name } = soql.from;
  const view = VIEWS[name.toLowerCase()];
  if (view === undefined) throw unknownObject(name);
  return answerQuery(org, call, { soql, view: view(org), withDeleted: false });
}

const VIEWS: Readonly<Record<string, (org: SalesforceOrg) => View>> = {
  customfield: (org) =>
    listView('CustomField', liveCustomFields(org).map(customFieldRow), [
      'Id',
      'DeveloperName',
      'TableEnumOrId',
      'NamespacePrefix',
      'EntityDefinition.QualifiedApiName',
    ]),
  entitydefinition: (org) =>
    listView(
      'EntityDefinition',
      org.stores.map(({ type }) => ({
        DurableId: type.name,
        QualifiedApiName: type.name,
        Label: type.label,
        KeyPrefix: type.keyPrefix,
      })),
      ['DurableId', 'QualifiedApiName', 'Label', 'KeyPrefix'],
    ),
  fielddefinition: (org) =>
    listView('FieldDefinition', fieldRows(org), [
      'DurableId',
      'QualifiedApiName',
      'DeveloperName',
      'Label',
      'DataType',
      'EntityDefinitionId',
      'EntityDefinition.QualifiedApiName',
    ]),
};

function customFieldRow({ id, object, name }: { id: string; object: string; name: string }): ListedRow {
  return {
    Id: id,
    DeveloperName: name.replace(/__c$/, ''),
    TableEnumOrId: object,
    NamespacePrefix: null,
    'EntityDefinition.QualifiedApiName': object,
  };
}

function fieldRows(org: SalesforceOrg): ListedRow[] {
  return org.stores.flatMap(({ type, fields }) =>
    fields.all().map((field) => ({
      DurableId: `${type.name}.${field.name}`,
      QualifiedApiName: field.name,
      DeveloperName: field.name.replace(/__c$/, ''),
      Label: field.label,
      DataType: field.type,
      EntityDefinitionId: type.name,
      'EntityDefinition.QualifiedApiName': type.name,
    })),
  );
}
