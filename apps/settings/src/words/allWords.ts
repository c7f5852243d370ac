import { accessWords } from '../access/words.ts';
import { appWords } from '../app/words.ts';
import { connectionWords, proposalWords } from '../connections/words.ts';
import { activityWords } from '../leads/activityWords.ts';
import { decisionWords } from '../leads/decisionWords.ts';
import { leadWords } from '../leads/words.ts';
import { mappingWords } from '../mapping/words.ts';
import { qualificationWords } from '../qualification/words.ts';
import { runWords } from '../runs/words.ts';
import { stateWords } from '../states/words.ts';

/** All words of the page, for tests that look for them as a person would. */
export const allWords = {
  ...accessWords,
  ...appWords,
  ...connectionWords,
  ...proposalWords,
  ...activityWords,
  ...decisionWords,
  ...leadWords,
  ...mappingWords,
  ...qualificationWords,
  ...runWords,
  ...stateWords,
};
