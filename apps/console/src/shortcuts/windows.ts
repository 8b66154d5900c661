const isSeen = (element: Element): boolean => element.getClientRects().length > 0;

/** The window on top of the page, where one is open: keys go through its rows and leave the page behind it alone. */
export const windowOnTop = (): HTMLElement | null => [...document.querySelectorAll<HTMLElement>('[role=dialog]')].filter(isSeen).at(-1) ?? null;

/**
 * Sends the form of a window by its own button, so that what holds for the button holds here. A question without a form, such as one before
 * what cannot be taken back, is answered by its buttons alone.
 */
export const sendForm = (at: EventTarget | null): void => {
  const dialog = at instanceof Element ? at.closest('[role=dialog]') : null;
  const form = dialog === null || !(at instanceof Element) ? null : (at.closest('form') ?? dialog.querySelector('form'));
  const button = form?.querySelector<HTMLButtonElement>('button[type=submit]') ?? (form === null ? null : dialog?.querySelector<HTMLButtonElement>('.ant-modal-footer .ant-btn-primary, .ant-drawer-footer .ant-btn-primary'));
  button?.click();
};
