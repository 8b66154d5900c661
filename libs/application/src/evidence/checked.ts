import { Text, text } from '@zhibu/kernel';

/** What was found of a file that begins as its type does: a picture's size in pixels, or where it stops making sense. */
export type Checked =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: true; readonly width: null; readonly height: null }
  | { readonly ok: false; readonly found: Text };

export const incomplete = (zh: string, en: string): Checked => ({ ok: false, found: text(zh, en) });
