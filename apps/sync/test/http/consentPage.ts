import type { Person, TestApi } from './openTestApi.ts';

/** Begins a consent and presses a button of the CRM's page: where it sends the person back to. */
export async function pressOnConsentPage(
  api: TestApi,
  as: Person,
  decision: 'connect' | 'cancel',
): Promise<string> {
  const answer = await api.send('authorize', { as, body: { vendor: 'hubspot' } });
  const { url } = (await answer.json()) as { url: string };
  const pressed = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `decision=${decision}`,
  });
  return pressed.headers.get('location') ?? '';
}

/** Follows the CRM's way back to the page, as the person's browser does: what the page is told. */
export async function comeBack(api: TestApi, { cookie }: Person, address: string): Promise<URLSearchParams> {
  const answer = await fetch(address, { redirect: 'manual', headers: { cookie } });
  return new URL(answer.headers.get('location') ?? '', api.url).searchParams;
}
