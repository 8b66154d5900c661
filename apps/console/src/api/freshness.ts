/** Asks the service to show what was written before the question; its answer says 0 where that took too long. */
const header = 'X-Zhibu-Fresh';

/** What is shown after a command is asked for by then. */
const forMs = 10_000;

/** Whoever sent a command, done or refused, reads what it led to: the lists of the service follow at a short distance. */
export const createFreshness = (now: () => number = () => performance.now()) => {
  let until = -Infinity;
  return {
    ask: ({ method, headers }: Pick<Request, 'method' | 'headers'>): void => {
      if (method === 'GET' && now() < until) headers.set(header, '1');
    },
    hear: ({ headers: asked }: Pick<Request, 'headers'>, { headers: answered }: Pick<Response, 'headers'>): void => {
      if (asked.has('Idempotency-Key')) until = now() + forMs;
      // Something is wrong there; nobody waits for it time and again.
      else if (answered.get(header) === '0') until = -Infinity;
    },
  };
};
