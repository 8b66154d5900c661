import { subjectsOf, upcast, valuesAt } from './event-catalogue';

const spec = { schemaVersion: 3, subjects: ['lines.*.personKey', 'personKey'], personal: [], upcasters: { 1: (d: { a: number }) => ({ b: d.a }), 2: (d: { b: number }) => ({ c: d.b }) } };

describe('event catalogue', () => {
  it('walks dotted paths and lists, and finds nothing where nothing is', () => {
    expect(valuesAt({ lines: [{ x: 1 }, {}, { x: 3 }] }, 'lines.*.x')).toEqual([1, 3]);
    expect(valuesAt({ lines: 'no list' }, 'lines.*.x')).toEqual([]);
    expect(valuesAt(null, 'a.b')).toEqual([]);
  });

  it('names each subject once', () => {
    expect(subjectsOf(spec, { lines: [{ personKey: 'p1' }, { personKey: 'p2' }, { personKey: 'p1' }], personKey: 'p3' })).toEqual(['p1', 'p2', 'p3']);
  });

  it('takes no subject from a key that is no text', () => {
    expect(subjectsOf(spec, { lines: [{ personKey: null }, { personKey: 7 }], personKey: 'p3' })).toEqual(['p3']);
  });

  it('leaves content as it was stored where a step is missing', () => {
    expect(upcast({ ...spec, upcasters: { 2: spec.upcasters[2] } }, 1, { a: 7 })).toEqual({ a: 7 });
  });

  it('brings old content up step by step, and leaves new content alone', () => {
    expect(upcast(spec, 1, { a: 7 })).toEqual({ c: 7 });
    expect(upcast(spec, 3, { c: 7 })).toEqual({ c: 7 });
  });
});
