const MOST = 1_000;
const LONGEST = 200;

/**
 * The same test with a memory of its last answers: rules ask the same job titles, countries and page paths of many leads. Bounded,
 * and emptied when full; long texts are not kept.
 */
export function remember(test: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = test(text);
    if (text.length <= LONGEST) {
      if (answers.size >= MOST) answers.clear();
      answers.set(text, answer);
    }
    return answer;
  };
}
