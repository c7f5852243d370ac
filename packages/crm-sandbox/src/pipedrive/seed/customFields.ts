import { randomBytes } from 'node:crypto';
import type { PipedriveAccount } from '../account.ts';
import type { CustomType, FieldOption } from '../fields/definition.ts';
import type { CoreObject } from '../records/objectType.ts';

/** A custom field that somebody in the company has made. */
interface CompanyField {
  readonly object: CoreObject;
  readonly name: string;
  readonly type: CustomType;
  readonly options?: readonly FieldOption[];
}

/** Where people come from, with the option's id. */
export const CHANNEL_OPTIONS = {
  organic: 21,
  paid: 22,
  social: 23,
  referral: 24,
  direct: 25,
  email: 26,
  offline: 27,
} as const;

const CHANNELS: readonly FieldOption[] = [
  { id: 21, label: 'Recherche naturelle' },
  { id: 22, label: 'Publicité' },
  { id: 23, label: 'Réseaux sociaux' },
  { id: 24, label: 'Recommandation' },
  { id: 25, label: 'Accès direct' },
  { id: 26, label: 'E-mail' },
  { id: 27, label: 'Hors ligne' },
];

/** Where a person came from; made by the company, as the fields below. */
export const LEAD_SOURCE: CompanyField = {
  object: 'persons',
  name: 'Source',
  type: 'enum',
  options: CHANNELS,
};
/** When the person began to try the product. */
export const TRIAL_STARTED: CompanyField = { object: 'persons', name: 'Essai démarré le', type: 'date' };
/** When the person came to the end of what the free plan allows. */
export const LIMIT_REACHED: CompanyField = { object: 'persons', name: 'Limite atteinte le', type: 'date' };
/** Made for deals, and so of leads too. */
export const CAMPAIGN: CompanyField = { object: 'deals', name: 'Campagne', type: 'varchar' };

/** The key of a field; made when it is first asked for. */
export function fieldKey(account: PipedriveAccount, { object, name, type, options }: CompanyField): string {
  const { fields } = account.store(object);
  const known = fields.customNamed(name);
  if (known !== undefined) return known.code;
  const code = randomBytes(20).toString('hex');
  const made = { code, name, type, options: options ?? null };
  fields.put({ ...made, isCustom: true, isOptional: false, addTime: account.now() });
  return code;
}
