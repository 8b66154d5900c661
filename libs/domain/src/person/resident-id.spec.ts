import fc from 'fast-check';
import { checkDigitOf, parseResidentId } from './resident-id';

const codeOf = (input: string): string => {
  const result = parseResidentId(input);
  return result.ok ? 'ok' : result.rejection.code;
};

describe('resident ID (GB 11643-1999)', () => {
  it.each([
    ['990000194706150017', 'M', '1947-06-15'],
    ['990000196402299022', 'F', '1964-02-29'],
    ['990000193301010038', 'M', '1933-01-01'],
    ['990000193212310047', 'F', '1932-12-31'],
    ['99000019550808018X', 'F', '1955-08-08'],
    ['990000200802290069', 'F', '2008-02-29'],
  ])('%s', (idNumber, sex, birthDate) => {
    expect(parseResidentId(idNumber)).toEqual({ ok: true, value: { idNumber, area: '990000', birthDate, sex } });
  });

  it('the 15-digit form is the same person', () => expect(parseResidentId('990000470615001')).toEqual(parseResidentId('990000194706150017')));
  it('sequences 996 to 999 of the old form were born in the 1800s', () => {
    const parsed = parseResidentId('990000950615999');
    expect(parsed.ok && [parsed.value.birthDate, parsed.value.idNumber.length]).toEqual(['1895-06-15', 18]);
    expect(parseResidentId('990000950615996')).toMatchObject({ ok: true, value: { birthDate: '1895-06-15', sex: 'F' } });
    expect(parseResidentId('990000950615995')).toMatchObject({ ok: true, value: { birthDate: '1995-06-15' } });
  });
  it('small x, spaces and full-width digits mean the same', () => expect(parseResidentId(' 99000019550808018x ')).toEqual(parseResidentId('９９００００１９５５０８０８０１８Ｘ')));

  it.each([
    ['990000194706150018', 'resident-id.check-digit'],
    ['990000194713150010', 'resident-id.impossible-birthday'],
    ['990000190002290017', 'resident-id.impossible-birthday'],
    ['990000630229902', 'resident-id.impossible-birthday'],
    ['99000019470615001', 'resident-id.length'],
    ['', 'resident-id.length'],
    ['9.9E+17', 'resident-id.scientific-notation'],
    ['9.90000194706150E+17', 'resident-id.scientific-notation'],
    ['000000194706150017', 'resident-id.area'],
    ['9900001947O6150017', 'resident-id.characters'],
    ['X90000194706150017', 'resident-id.characters'],
  ])('%s is refused: %s', (input, code) => expect(codeOf(input)).toBe(code));

  it('never tells the whole number in a refusal', () => {
    const number = '990000194706150018';
    expect(JSON.stringify(parseResidentId(number))).not.toContain(number.slice(0, 14));
    expect(JSON.stringify(parseResidentId('99000019470615001A'))).not.toContain('470615');
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (sequence, position, shift) => {
        const digits = `99000019470615${String(sequence).padStart(3, '0')}`;
        const wrong = digits.slice(0, position) + String((Number(digits.charAt(position)) + shift) % 10) + digits.slice(position + 1);
        expect(codeOf(digits + checkDigitOf(digits))).toBe('ok');
        expect(codeOf(wrong + checkDigitOf(digits))).not.toBe('ok');
      }),
    );
  });

  it('answers any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => typeof codeOf(input) === 'string'));
  });
});
