import { checkText } from './refusals';

describe('a text that somebody typed', () => {
  it.each(['农信社\u0000', '\u001B[2J', '残缺 \uD842', '\uDFB7 残缺', '\u007F'])('%j is refused, because no read model could keep it', (typed) => {
    expect(checkText(typed, 'bank', 100)?.rejection.code).toBe('text.characters');
  });

  it.each(['第一行\r\n\t第二行', '𠮷·é'])('%j is kept', (typed) => {
    expect(checkText(typed, 'note', 100)).toBeNull();
  });
});
