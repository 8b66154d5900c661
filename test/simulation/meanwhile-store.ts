import { AppendRequest, EventStore, StoreUnavailable } from '@zhibu/event-store';

/** Holds the first append to a stream of that kind until `meanwhile` has run; the worker that asked for it may die with it. */
export const meanwhileStore = (prefix: string, at: { meanwhile: () => Promise<void>; armed: boolean; dies: boolean }) => (inner: EventStore): EventStore =>
  new Proxy(inner, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'append') return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      return async (request: AppendRequest) => {
        if (!at.armed || !request.stream.startsWith(prefix)) return target.append(request);
        at.armed = false;
        await at.meanwhile();
        const outcome = await target.append(request);
        if (at.dies) throw new StoreUnavailable('the worker died');
        return outcome;
      };
    },
  });
