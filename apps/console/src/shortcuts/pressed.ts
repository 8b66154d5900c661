import { isOn } from './choice';

/** Fields in which somebody writes, or whose choices are found by typing. */
const writing = 'input, textarea, select, [contenteditable=""], [contenteditable=true], [role=combobox], [role=listbox], [role=textbox], [role=menu], [role=tree]';
/** Ticked, pushed or moved: no letter is written there. */
const notWritten = new Set(['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color']);

const isWriting = (at: EventTarget | null): boolean => {
  const field = at instanceof Element ? at.closest(writing) : null;
  return field !== null && !(field instanceof HTMLInputElement && field.getAttribute('role') !== 'combobox' && notWritten.has(field.type));
};

/** Keys of the browser, of the system and of a screen reader come with a modifier; some keyboards write a sign with AltGr. */
const isPlain = (event: KeyboardEvent): boolean => (!event.ctrlKey && !event.metaKey && !event.altKey) || event.getModifierState('AltGraph');

export const isSending = (event: KeyboardEvent): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.repeat && !event.isComposing;

/** Whether a key may be meant for the console and not for what has the focus. */
export const isForUs = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.isComposing) return false;
  return isSending(event) || (event.key.length === 1 && event.key !== ' ' && isPlain(event) && !isWriting(event.target) && isOn());
};
