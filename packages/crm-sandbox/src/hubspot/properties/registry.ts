import type { ObjectType } from '../records/objectType.ts';
import { CONTACT_PROPERTIES } from './contactProperties.ts';
import { builtIn, type PropertyDefinition } from './definition.ts';
import {
  CALL_PROPERTIES,
  EMAIL_PROPERTIES,
  MEETING_PROPERTIES,
  NOTE_PROPERTIES,
  TASK_PROPERTIES,
} from './engagementProperties.ts';
import { COMPANY_PROPERTIES, DEAL_PROPERTIES, LEAD_PROPERTIES } from './otherProperties.ts';

export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
}

const BUILT_IN: Readonly<Record<string, readonly PropertyDefinition[]>> = {
  contacts: CONTACT_PROPERTIES,
  companies: COMPANY_PROPERTIES,
  deals: DEAL_PROPERTIES,
  leads: LEAD_PROPERTIES,
  meetings: MEETING_PROPERTIES,
  calls: CALL_PROPERTIES,
  emails: EMAIL_PROPERTIES,
  notes: NOTE_PROPERTIES,
  tasks: TASK_PROPERTIES,
};

/** Properties and property groups of one object. */
export class PropertyRegistry {
  readonly #properties = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();

  constructor(type: ObjectType) {
    for (const property of [...ownTimes(type), ...(BUILT_IN[type.plural] ?? [])]) this.put(property);
    for (const { groupName } of this.all())
      this.putGroup({ name: groupName, label: groupName, displayOrder: -1 });
  }

  get(name: string): PropertyDefinition | undefined {
    return this.#properties.get(name);
  }

  all(): readonly PropertyDefinition[] {
    return [...this.#properties.values()];
  }

  put(property: PropertyDefinition): void {
    this.#properties.set(property.name, property);
  }

  remove(name: string): void {
    this.#properties.delete(name);
  }

  group(name: string): PropertyGroup | undefined {
    return this.#groups.get(name);
  }

  groups(): readonly PropertyGroup[] {
    return [...this.#groups.values()];
  }

  putGroup(group: PropertyGroup): void {
    this.#groups.set(group.name, group);
  }

  removeGroup(name: string): void {
    this.#groups.delete(name);
  }
}

function ownTimes(type: ObjectType): PropertyDefinition[] {
  const own = { group: `${type.singular}information`, readOnly: true };
  return [
    builtIn(['hs_object_id', 'Record ID', 'number'], own),
    builtIn([type.createdProperty, 'Create Date', 'datetime'], own),
    builtIn([type.modifiedProperty, 'Last Modified Date', 'datetime'], own),
  ];
}
