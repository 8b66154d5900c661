import { dumpError, findPlaintext } from '../support/find-plaintext';

const planted = { name: '欧阳·𠮷祥', number: '990000194706150017' };

describe('the search for planted values', () => {
  it.each([
    ['as it is', (value: string) => value],
    ['in JSON', (value: string) => JSON.stringify({ a: [value] })],
    ['in base64 at any offset', (value: string) => [0, 1, 2].map((n) => Buffer.from('x'.repeat(n) + value + 'yy').toString('base64')).join('\n')],
    ['in base64url', (value: string) => Buffer.from(`?>${value}?>`).toString('base64url')],
    ['in hex', (value: string) => `\\x00${Buffer.from(value).toString('hex')}`],
    ['in a URL', (value: string) => `/people?q=${encodeURIComponent(value)}`],
  ])('finds them %s', (_, write) => {
    for (const [name, value] of Object.entries(planted)) expect(findPlaintext(`before ${write(value)} after`, planted).map((found) => found.planted)).toContain(name);
  });

  it('finds each alignment of base64', () => {
    for (const shift of [0, 1, 2, 3, 4, 5]) {
      const written = Buffer.from('z'.repeat(shift) + planted.number + 'z').toString('base64');
      expect(findPlaintext(written, planted)).toHaveLength(1);
    }
  });

  it('finds them in UTF-16 and as JSON escapes', () => {
    expect(findPlaintext(Buffer.from(`x${planted.name}`, 'utf16le'), planted)).toHaveLength(1);
    const escaped = JSON.stringify(planted.name).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(findPlaintext(escaped.replace(/[·]/, '\\u00b7'), { name: '欧阳·' })).toHaveLength(1);
  });

  it('finds nothing where there is nothing, and says where it found something without saying it', () => {
    expect(findPlaintext('欧阳 990000194706150018', planted)).toEqual([]);
    expect(findPlaintext('ab欧阳·𠮷祥', planted)).toEqual([{ planted: 'name', form: 'as it is', at: 2 }]);
  });

  it('refuses a value too short to mean anything', () => expect(() => findPlaintext('M', { sex: 'M' })).toThrow(RangeError));

  it('looks into the cause and the fields of an error', () => {
    const error = Object.assign(new Error('outer', { cause: Object.assign(new Error('inner'), { detail: planted.name }) }));
    expect(findPlaintext(dumpError(error), planted)).toHaveLength(1);
  });
});
