import { CheckpointMove, CheckpointMoves } from './checkpoint-moves';

const moveOf = (name: string): CheckpointMove => ({
  from: { name, version: 1, generation: 1, role: 'live', checkpoint: '1/1', epoch: 0, definition: 'd', stopped: null }, to: '1/2', caughtUp: true,
  lease: { name: `read_models/${name}`, owner: 'here/1/a', token: 1 },
});

describe('CheckpointMoves', () => {
  it('makes moves that come together in one statement, each with its own answer', async () => {
    const statements: string[][] = [];
    const moves = new CheckpointMoves((asked) => {
      statements.push(asked.map(({ from }) => from.name));
      return Promise.resolve(asked.map(({ from }) => from.name !== 'fenced'));
    });
    expect(await Promise.all(['cases', 'fenced', 'people'].map((name) => moves.move(moveOf(name))))).toEqual([true, false, true]);
    expect(await moves.move(moveOf('timers'))).toBe(true);
    expect(statements).toEqual([['cases', 'fenced', 'people'], ['timers']]);
  });

  it('lets all of them try again when the statement fails', async () => {
    const moves = new CheckpointMoves(() => Promise.reject(new Error('gone')));
    const tried = await Promise.allSettled([moves.move(moveOf('cases')), moves.move(moveOf('people'))]);
    expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
