import type { HttpReply } from '../../http/exchange.ts';
import type { SalesforceOrg } from '../org.ts';
import { fieldAccess, visibleFields } from '../permissions.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { isNumeric } from '../records/typed.ts';
import type { Call } from '../routes/guarded.ts';
import type { Field } from './field.ts';

/** The list of objects: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm */
export function describeGlobal(org: SalesforceOrg, { root }: Call): HttpReply {
  const sobjects = org.stores.map((store) => summary(store, root));
  return { status: 200, json: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } };
}

/** An object with the fields that the user sees: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export function describeObject(org: SalesforceOrg, call: Call): HttpReply {
  const store = org.store(call.path.object ?? '');
  const { userId } = call.grant;
  const fields = visibleFields(org, userId, store).map((field) =>
    describeField(field, fieldAccess(org, userId, { store, field }) === 'edit'),
  );
  const childRelationships = org.stores.flatMap((other) =>
    other.fields
      .all()
      .filter(({ referenceTo }) => referenceTo.includes(store.type.name))
      .map(({ name, cascadeDelete }) => ({ childSObject: other.type.name, field: name, cascadeDelete })),
  );
  return {
    status: 200,
    json: { ...summary(store, call.root), fields, childRelationships, recordTypeInfos: [] },
  };
}

function summary({ type }: RecordStore, root: string): object {
  const address = `${root}/sobjects/${type.name}`;
  return {
    name: type.name,
    label: type.label,
    labelPlural: type.labelPlural,
    keyPrefix: type.keyPrefix,
    createable: type.allows.create,
    updateable: type.allows.update,
    deletable: type.allows.delete,
    mergeable: type.mergeable,
    queryable: true,
    retrieveable: true,
    searchable: true,
    replicateable: true,
    custom: false,
    customSetting: false,
    deprecatedAndHidden: false,
    triggerable: true,
    undeletable: type.allows.delete,
    urls: { sobject: address, describe: `${address}/describe`, rowTemplate: `${address}/{ID}` },
  };
}

/** Types as SOAP calls them. */
function soapType({ type }: Field): string {
  if (type === 'id' || type === 'reference') return 'tns:ID';
  if (type === 'boolean' || type === 'int' || type === 'date') return `xsd:${type}`;
  if (type === 'datetime') return 'xsd:dateTime';
  return isNumeric({ type }) ? 'xsd:double' : 'xsd:string';
}

function describeField(field: Field, mayEdit: boolean): object {
  const { filterable, guarded: _guarded, cascadeDelete, ...rest } = field;
  return {
    ...rest,
    createable: field.createable && mayEdit,
    updateable: field.updateable && mayEdit,
    byteLength: field.length * 3,
    digits: field.type === 'int' ? field.precision : 0,
    soapType: soapType(field),
    filterable,
    sortable: filterable,
    groupable: filterable && field.type !== 'datetime',
    aggregatable: filterable,
    cascadeDelete,
    restrictedDelete: false,
    idLookup: field.externalId || field.type === 'id' || field.type === 'email',
    caseSensitive: false,
    autoNumber: false,
    nameField: field.name === 'Name',
    namePointing: field.referenceTo.length > 1,
    polymorphicForeignKey: field.referenceTo.length > 1,
    dependentPicklist: false,
    controllerName: null,
    calculatedFormula: null,
    compoundFieldName: null,
    defaultValue:
      field.type === 'boolean'
        ? false
        : (field.picklistValues.find((each) => each.defaultValue)?.value ?? null),
    deprecatedAndHidden: false,
    encrypted: false,
    htmlFormatted: false,
    inlineHelpText: null,
    permissionable: field.nillable && field.createable,
    picklistValues: field.picklistValues.map((each) => ({ ...each, validFor: null })),
    relationshipName: field.relationshipName,
    writeRequiresMasterRead: false,
  };
}
