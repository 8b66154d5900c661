import { TextDecoder, TextEncoder } from 'node:util';

/** What browsers have and jsdom has not, as far as pages ask for it. Set up before every spec; those that ask for no browser (`@jest-environment node`) get none. */
const standInForBrowser = (): void => {
  const nothing = (): undefined => undefined;
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: false, addListener: nothing, removeListener: nothing, addEventListener: nothing, removeEventListener: nothing }), configurable: true });
  Object.defineProperty(globalThis, 'ResizeObserver', { value: class { observe = nothing; unobserve = nothing; disconnect = nothing; }, configurable: true });
  Object.defineProperty(globalThis, 'MessageChannel', { value: Channel, configurable: true });
  window.getComputedStyle = shownStyle;
};

const inline = /^(A|ABBR|B|BUTTON|CODE|EM|I|IMG|INPUT|KBD|LABEL|SMALL|SPAN|STRONG|SVG|TIME)$/i;

/**
 * Only what an element says of itself: whether it is hidden, and whether its text goes on with its neighbour's. jsdom would try each of a thousand
 * rules on every element, which is most of what a spec of a whole page takes.
 */
const shownStyle = (element: Element): CSSStyleDeclaration => {
  const own = document.createElement('i').style;
  own.cssText = (element as HTMLElement).style?.cssText ?? '';
  if (own.display === '') own.display = (element as HTMLElement).hidden ? 'none' : inline.test(element.tagName) ? 'inline' : 'block';
  return own;
};

/** One way is all that a scheduler needs. */
class Channel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null };
  readonly port2 = { postMessage: (): void => void setTimeout(() => this.port1.onmessage?.(), 0) };
}

if (typeof window !== 'undefined') standInForBrowser();
