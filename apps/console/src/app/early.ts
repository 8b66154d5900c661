const path = '/api/v1/session';

let asked: Promise<Response> | null = null;

/** Asks who is signed in before the libraries are read, so that the server answers meanwhile. */
export const askEarly = (): void => {
  asked = fetch(path, { credentials: 'same-origin' });
  // Whoever takes the answer hears of a cut line; until then nobody does.
  asked.catch(() => undefined);
};

/** Whether somebody is signed in, as the early answer has it. */
export const isSomebodyHere = async (): Promise<boolean> => (await asked?.catch(() => null))?.ok ?? false;

/** The early answer, to the first who asks the same; later questions go to the server. */
export const takeEarly = (request: Request): Promise<Response> | null => {
  if (asked === null || request.method !== 'GET' || new URL(request.url).pathname !== path) return null;
  const answer = asked;
  asked = null;
  return answer;
};
