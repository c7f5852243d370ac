import { Empty } from '../states/Empty.tsx';
import { useWords } from '../words/words.ts';
import { appWords } from './words.ts';

/** An address that the page does not have. */
export function NotFound() {
  const say = useWords(appWords);
  return <Empty title={say('app.notFound')} text={say('app.notFound.more')} />;
}
