import './done.css';
import { tell } from './tell';

const seenForMs = 4_000;

/** Above every window; it is heard through `tell`. */
const note = document.createElement('div');
note.className = 'done-note';
note.setAttribute('aria-hidden', 'true');
note.hidden = true;
document.body.append(note);

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Seen for a moment, and heard, that something is done whose place on the page is gone or tells nothing of it. */
export const sayDone = (words: string): void => {
  clearTimeout(hiding);
  note.textContent = `✓ ${words}`;
  note.hidden = false;
  tell(words);
  hiding = setTimeout(() => { note.hidden = true; }, seenForMs);
};
