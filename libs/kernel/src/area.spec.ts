import { areaContains, areaLevel, areaPath, areaPrefix, parseAreaCode } from './area';

describe('area codes', () => {
  it('fills short codes and names the level', () => {
    expect(parseAreaCode('990101')).toEqual({ ok: true, value: '990101000000' });
    expect(['000000000000', '990000000000', '990100000000', '990101000000', '990101100000', '990101100001'].map(areaLevel)).toEqual([
      'nation', 'province', 'city', 'county', 'township', 'village',
    ]);
    expect(areaPrefix('990101100000')).toBe('990101100');
  });

  it.each(['', '1', '99010', '9901010', 'abcdef', '９９０１０１'])('refuses %p', (input) => expect(parseAreaCode(input).ok).toBe(false));

  it('knows what lies in what', () => {
    expect(areaContains('000000000000', '990101100001')).toBe(true);
    expect(areaContains('990101100000', '990101100001')).toBe(true);
    expect(areaContains('990101100001', '990101100000')).toBe(false);
    expect(areaContains('990101101000', '990101100001')).toBe(false);
    expect(areaContains('990000000000', '991000000000')).toBe(true);
    expect(areaContains('990100000000', '990110000000')).toBe(true);
    expect(areaContains('990100000000', '990200000000')).toBe(false);
    expect(areaPath('990101100000').map(areaLevel)).toEqual(['nation', 'province', 'city', 'county', 'township']);
    expect(areaPath('000000000000')).toEqual(['000000000000']);
    expect(areaPath('990101100001')).toEqual([
      '000000000000', '990000000000', '990100000000', '990101000000', '990101100000', '990101100001',
    ]);
  });
});
