import type { Words } from '../words/words.ts';

export const appWords = {
  'app.skip': ['Skip to the content', 'Aller au contenu'],
  'app.menu': ['Menu', 'Menu'],
  'app.navigation': ['Main navigation', 'Navigation principale'],
  'app.connections': ['Connections', 'Connexions'],
  'app.mapping': ['Mapping', 'Correspondances'],
  'app.runs': ['Runs', 'Synchronisations'],
  'app.leads': ['Leads', 'Leads'],
  'app.qualification': ['Qualification', 'Qualification'],
  'app.signOut': ['Sign out', 'Se déconnecter'],
  'app.language': ['Language', 'Langue'],
  'app.theme': ['Theme', 'Thème'],
  'app.theme.light': ['Light', 'Clair'],
  'app.theme.dark': ['Dark', 'Sombre'],
  'app.theme.auto': ['System', 'Système'],
  'app.notFound': ['There is no such page', 'Cette page n’existe pas'],
  'app.notFound.more': ['Choose one in the menu.', 'Choisissez-en une dans le menu.'],
} as const satisfies Words;
