/** A key, or the wish to see the help. */
export type Asked = KeyboardEvent | 'help';

const waiting: Asked[] = [];
let tell: () => void = () => undefined;

/** Pressed, and to be looked at when what the keys do is here. */
export const ask = (asked: Asked): void => {
  waiting.push(asked);
  tell();
};

export const forget = (): void => void waiting.splice(0);

/** Hears of everything that was asked, also of what was asked before; ends by the function that comes back. */
export const whenAsked = (answer: (asked: Asked) => void): (() => void) => {
  const drain = (): void => {
    for (let asked = waiting.shift(); asked !== undefined; asked = waiting.shift()) answer(asked);
  };
  tell = drain;
  drain();
  return () => {
    tell = () => undefined;
  };
};
