/**
 * Gives each style element that a script of ours makes the nonce of the page. Components take a nonce, but the helpers below some of
 * them (scroll bars, scroll locks) do not hand it on, and the policy of the page would refuse their styles.
 */
export const letStylesCarry = (nonce: string): void => {
  const make = document.createElement.bind(document);
  const makeWithNonce = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  document.createElement = makeWithNonce;
};
