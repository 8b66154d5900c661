import { DatabaseTrouble, troubleIn } from './database-trouble';

const failed = (message: string, code?: string): Error => Object.assign(new Error(message), code === undefined ? {} : { code });

describe('a statement of the job queue that failed', () => {
  it.each([['57P01'], ['08006'], ['53300'], ['40P01'], ['ECONNRESET'], [undefined]])('is tried again when the database was away (%s)', (code) => {
    const trouble = troubleIn(failed('Connection terminated unexpectedly', code)) as DatabaseTrouble;
    expect(trouble).toBeInstanceOf(DatabaseTrouble);
    expect(trouble.rejection).toMatchObject({ code: 'queue.database-away', actual: { zh: code ?? 'Error' } });
  });

  it.each([['42P01'], ['23505'], ['BM001'], ['3D000']])('is left as it is when the database answered (%s)', (code) => {
    const error = failed('relation "job" does not exist', code);
    expect(troubleIn(error)).toBe(error);
    const ended = failed('Cannot use a pool after calling end on the pool');
    expect(troubleIn(ended)).toBe(ended);
  });
});
