const OBJECTS = ['contacts', 'companies', 'deals', 'leads', 'owners'];

/** https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  ...OBJECTS.flatMap((object) => [`crm.objects.${object}.read`, `crm.objects.${object}.write`]),
  ...OBJECTS.flatMap((object) => [`crm.schemas.${object}.read`, `crm.schemas.${object}.write`]),
  'sales-email-read',
];
