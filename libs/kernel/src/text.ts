/** A sentence for a reader, in both languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

export const text = (zh: string, en: string): Text => ({ zh, en });
