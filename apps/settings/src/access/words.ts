import type { Words } from '../words/words.ts';

export const accessWords = {
  'access.setUp': ['Set up Tamis', 'Configurer Tamis'],
  'access.join': ['Join Tamis', 'Rejoindre Tamis'],
  'access.signIn': ['Sign in', 'Se connecter'],
  'access.email': ['E-mail', 'E-mail'],
  'access.password': ['Password', 'Mot de passe'],
  'access.password.rule': ['At least 12 characters.', 'Au moins 12 caractères.'],
  'access.workspace': ['Name of your company', 'Nom de votre entreprise'],
  'access.language': ['Language', 'Langue'],
  'access.begin': ['Begin', 'Commencer'],
  'access.noLink': [
    'Open the link that was printed when the service started. It leads here and works once.',
    'Ouvrez le lien affiché au démarrage du service. Il mène ici et ne sert qu’une fois.',
  ],
} as const satisfies Words;
