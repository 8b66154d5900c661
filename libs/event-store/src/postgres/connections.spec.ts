import { Pool } from 'pg';
import { StoreUnavailable } from '../port';
import { Connections } from './connections';

/** A driver whose connections fail one after the other, then answer. */
const driver = (...failures: Error[]): Pool => {
  const query = () => {
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve({ rows: [['1']] }) : Promise.reject(failure);
  };
  return { connect: () => Promise.resolve({ on: () => undefined, off: () => undefined, release: () => undefined, query }) } as unknown as Pool;
};
const failing = (code: string): Error => Object.assign(new Error(code), { code });
const statement = { name: 'n', text: 'select 1' };

describe('a statement that may be repeated', () => {
  it.each(['ECONNRESET', 'EPIPE', '57P01', '08006', '40001'])('is run again after %s', async (code) => {
    expect(await new Connections(driver(failing(code))).rows(statement, [])).toEqual([['1']]);
  });
  it('is run again after an error of the runtime, which is of another realm here', async () => {
    const elsewhere = { name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' };
    expect(await new Connections(driver(elsewhere)).rows(statement, [])).toEqual([['1']]);
  });
  it('is not run again after a refusal or a fault of ours', async () => {
    await expect(new Connections(driver(failing('42601'))).rows(statement, [])).rejects.toMatchObject({ code: '42601' });
    await expect(new Connections(driver(new TypeError('ours'))).rows(statement, [])).rejects.toThrow(TypeError);
    await expect(new Connections(driver(new ReferenceError('ours'))).rows(statement, [])).rejects.toThrow(ReferenceError);
  });
  it.each(['57014', '53100', '58030', '55P03', '25006'])('may be asked again later after %s', async (code) => {
    const refused = failing(code);
    await expect(new Connections(driver(refused)).rows(statement, [])).rejects.toMatchObject({ name: 'StoreUnavailable', cause: refused });
  });
  it('may be asked again later when it deadlocks every time', async () => {
    await expect(new Connections(driver(...Array.from({ length: 20 }, () => failing('40P01')))).rows(statement, [])).rejects.toThrow(StoreUnavailable);
  });
});
