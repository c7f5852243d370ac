/** Scopes an app can be given: https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations */
export const ALL_SCOPES: readonly string[] = [
  'base',
  'deals:read',
  'deals:full',
  'mail:read',
  'activities:read',
  'activities:full',
  'contacts:read',
  'contacts:full',
  'leads:read',
  'leads:full',
  'users:read',
  'recents:read',
  'search:read',
  'contact-fields:full',
  'deal-fields:full',
  'admin',
];
