import createClient, { Middleware } from 'openapi-fetch';
import { Language } from '@zhibu/kernel';
import { paths } from '../generated/openapi';
import { takeEarly } from '../app/early';
import { tellOthersOfSignIn } from '../app/session-start';
import { createFreshness } from './freshness';
import { ApiProblem, NoLine, Problem } from './problem';

export interface ClientOptions {
  readonly language: () => Language;
  /** The session ended while somebody was at work. */
  readonly onSignedOut: () => void;
}

/** At signing in, and where the present password is asked for: says nothing of a session. */
const wrongPassword = 'identity.sign-in-failed';

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

/** Every path, body and answer as the server describes them; refusals are thrown as `ApiProblem`, a cut line as `NoLine`. */
export const createApiClient = ({ language, onSignedOut }: ClientOptions) => {
  const client = createClient<paths>({ baseUrl: '', credentials: 'same-origin', fetch: (request) => takeEarly(request) ?? fetch(request) });
  const freshness = createFreshness();
  const manners: Middleware = {
    onRequest: ({ request }) => {
      request.headers.set('Accept-Language', language());
      freshness.ask(request);
      return request;
    },
    onResponse: async ({ request, response, schemaPath }) => {
      freshness.hear(request, response);
      if (response.ok) {
        if (schemaPath === '/api/v1/session' && request.method === 'POST') tellOthersOfSignIn();
        return undefined;
      }
      const body: unknown = await response.json().catch(() => null);
      if (!isProblem(body)) throw new NoLine(`${response.status}`);
      if (response.status === 401 && body.code !== wrongPassword) onSignedOut();
      throw new ApiProblem(body);
    },
    onError: ({ error }) => new NoLine(error instanceof Error ? error.message : 'no answer'),
  };
  client.use(manners);
  return client;
};

export type ApiClient = ReturnType<typeof createApiClient>;
