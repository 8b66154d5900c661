import { Checkpoint } from '@zhibu/kernel';
import { checkpointOf, compareCheckpoints, partsOf } from './checkpoint';

describe('checkpoints', () => {
  it('compare by transaction first, then by position, beyond what a number holds', () => {
    const inOrder = ['9/100', '10/1', '10/2', '10/10', '18446744073709551614/1', '18446744073709551615/1'] as Checkpoint[];
    for (const [i, a] of inOrder.entries()) for (const [j, b] of inOrder.entries()) expect(compareCheckpoints(a, b)).toBe(Math.sign(i - j));
  });

  it('carry both parts', () => {
    expect(partsOf(checkpointOf('742', '19'))).toEqual(['742', '19']);
  });

  it.each(['', '7', '7/', '/7', '-1/7', '7/8/9', 'C:1/P:1'])('refuse "%s"', (input) => {
    expect(() => partsOf(input as Checkpoint)).toThrow(`found "${input}"`);
  });
});
