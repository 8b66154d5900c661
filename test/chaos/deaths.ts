import { readFileSync, rmSync } from 'node:fs';
import { EventStore } from '@zhibu/event-store';

/** Takes the file away that asks for a death at this append; `false` when nobody has to die. */
const dies = (file: string, types: readonly string[]): boolean => {
  let named: string | null = null;
  try {
    named = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  if (!types.includes(named)) return false;
  rmSync(file, { force: true });
  return true;
};

const end = (): void => void process.kill(process.pid, 'SIGKILL');

/**
 * Whoever comes to an append of the type that `before` names is gone before it appends; at one that `after` names,
 * once it is stored and before anybody hears of it.
 */
export const dieAtAppends = (store: EventStore, { before, after }: { readonly before: string; readonly after?: string }): void => {
  const append = store.append.bind(store);
  store.append = async (request) => {
    const types = request.events.map(({ type }) => type);
    if (dies(before, types)) end();
    const outcome = await append(request);
    if (after !== undefined && dies(after, types)) end();
    return outcome;
  };
};
