/** What browsers have and jsdom has not, as far as the components of forms and windows ask for it. */
export const standInForBrowser = (): void => {
  const nothing = (): undefined => undefined;
  Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: false, addListener: nothing, removeListener: nothing, addEventListener: nothing, removeEventListener: nothing }), configurable: true });
  Object.defineProperty(globalThis, 'ResizeObserver', { value: class { observe = nothing; unobserve = nothing; disconnect = nothing; }, configurable: true });
  Object.defineProperty(globalThis, 'MessageChannel', { value: Channel, configurable: true });
  const styleOf = window.getComputedStyle.bind(window);
  // Asked for with a pseudo-element, jsdom complains and answers nothing better.
  window.getComputedStyle = (element) => styleOf(element);
};

/** One way is all that a scheduler needs. */
class Channel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null };
  readonly port2 = { postMessage: (): void => void setTimeout(() => this.port1.onmessage?.(), 0) };
}
