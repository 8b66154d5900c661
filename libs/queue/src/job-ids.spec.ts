import fc from 'fast-check';
import { jobIdOf, storedJobId } from './job-ids';

describe('job ids', () => {
  it('come back as they were, and never look like something BullMQ refuses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }), fc.integer().map(String), fc.constantFrom(':', '%3A', '%', '-0', '007')), (id) => {
        const stored = storedJobId(id);
        expect(stored).not.toContain(':');
        expect(stored).not.toMatch(/^-?\d+$/);
        expect(jobIdOf(stored)).toBe(id);
      }),
    );
  });

  it('are kept apart when the work is different', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => (storedJobId(a) === storedJobId(b)) === (a === b)));
  });

  it('have 1 to 300 characters', () => {
    expect(() => storedJobId('')).toThrow(RangeError);
    expect(() => storedJobId('x'.repeat(301))).toThrow(RangeError);
  });
});
