import { expect, test } from 'vitest';
import { consentAnswer } from '../../src/demo/consentForm.ts';

const ADDRESS = 'http://crm.example/oauth/authorize?state=a';

test('the button that allows is pressed, never the one that refuses, and hidden fields go along', () => {
  const answer = consentAnswer(
    `<form method="post" action="/consent?x=1&#38;y=2"><input type="hidden" name="ticket" value="a&amp;b">
     <button name="decision" value="no">Deny</button><button name="decision" value="yes"> Allow and Install</button></form>`,
    ADDRESS,
  );
  expect(answer).toMatchObject({ method: 'POST', url: 'http://crm.example/consent?x=1&y=2' });
  expect([...answer.fields]).toEqual([
    ['ticket', 'a&b'],
    ['decision', 'yes'],
  ]);
});

test('a form without an action goes to the page itself, and its button may be an input', () => {
  const { url, fields } = consentAnswer(
    "<form method='POST'><input type='submit' name='save' value='Allow'></form>",
    ADDRESS,
  );
  expect([url, fields.get('save')]).toEqual([ADDRESS, 'Allow']);
});

test('a page that says what is wrong has no button to press', () => {
  expect(() => consentAnswer('<h1>Authorization failed</h1>', ADDRESS)).toThrow(
    'The page at /oauth/authorize has no button',
  );
});
