const channelName = 'zhibu.signed-in';

let own: BroadcastChannel | null = null;
/** One for the tab: it hears the others, and not itself. */
const channel = (): BroadcastChannel | null => (typeof BroadcastChannel === 'undefined' ? null : (own ??= new BroadcastChannel(channelName)));

/** The cookie is of the browser and not of the tab: every other tab asks again whose session it is. */
export const tellOthersOfSignIn = (): void => channel()?.postMessage(null);

export const whenOthersSignIn = (heard: () => void): (() => void) => {
  const here = channel();
  here?.addEventListener('message', heard);
  return () => here?.removeEventListener('message', heard);
};
