import type { BrowserContext } from 'playwright-core';
import { County } from './county';

/** Sixty sign-ins a minute are taken from one computer, ten of one officer, and a folder of journeys needs more: each officer's session serves all their screens. */
const sessionsOf = new WeakMap<County, Map<string, Cookie>>();

type Cookie = Parameters<BrowserContext['addCookies']>[0][number];

const tooMany = 429;
const waitsMax = 2;

const signIn = async (context: BrowserContext, county: County, userId: string, password: string): Promise<Cookie> => {
  for (let waits = 0; ; waits += 1) {
    const answer = await context.request.post(`${county.url}/api/v1/session`, { data: { userId, password } });
    if (answer.ok()) {
      const { token } = (await answer.json()) as { readonly token: string };
      // Without its end: by the clock of a county that lives in another year the browser would throw it away.
      return { name: 'zhibu_session', value: token, url: county.url, httpOnly: true, sameSite: 'Strict' };
    }
    if (answer.status() !== tooMany || waits === waitsMax) throw new Error(`${userId} could not sign in: ${answer.status()} ${await answer.text()}`);
    const seconds = Number(answer.headers()['retry-after'] ?? '60');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
};

/** Gives the browser a session of the officer: the one they have had here before, unless it was ended. */
export const takeSession = async (context: BrowserContext, county: County, userId: string, password: string): Promise<void> => {
  const sessions = sessionsOf.get(county) ?? new Map<string, Cookie>();
  sessionsOf.set(county, sessions);
  const kept = sessions.get(userId);
  if (kept !== undefined) {
    await context.addCookies([kept]);
    if ((await context.request.get(`${county.url}/api/v1/session`)).ok()) return;
    await context.clearCookies();
  }
  const made = await signIn(context, county, userId, password);
  await context.addCookies([made]);
  sessions.set(userId, made);
};
