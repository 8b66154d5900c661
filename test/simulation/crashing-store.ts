import { AppendOutcome, AppendRequest, EventStore, StoreUnavailable } from '@zhibu/event-store';

/** Fails the n-th append: before it is stored, or after, when nobody hears that it was. */
export const crashingStore = (inner: EventStore, at: { append: number; stored: boolean }, onAppend?: () => void): EventStore => {
  let appends = 0;
  return new Proxy(inner, {
    get: (target, name) => {
      if (name !== 'append') {
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      }
      return async (request: AppendRequest): Promise<AppendOutcome> => {
        appends += 1;
        onAppend?.();
        if (appends !== at.append) return target.append(request);
        if (at.stored) await target.append(request);
        throw new StoreUnavailable('the connection broke');
      };
    },
  });
};
