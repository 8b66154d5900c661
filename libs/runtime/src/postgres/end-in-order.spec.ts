import { endInOrder } from './end-in-order';

describe('parts that end one after the other', () => {
  it('all end, in their order, whatever becomes of the others', async () => {
    const ended: string[] = [];
    const part = (name: string, failure?: Error) => async (): Promise<void> => {
      await Promise.resolve();
      ended.push(name);
      if (failure !== undefined) throw failure;
    };
    await endInOrder([part('queues'), part('pool')]);
    await expect(endInOrder([part('queues', new Error('Redis is gone')), part('pool')])).rejects.toThrow(/^Redis is gone$/);
    const both = endInOrder([part('queues', new Error('Redis is gone')), part('store', new Error('so is the store')), part('pool')]);
    await expect(both).rejects.toMatchObject({ message: 'Error: Redis is gone; Error: so is the store', errors: [{ message: 'Redis is gone' }, { message: 'so is the store' }] });
    expect(ended).toEqual(['queues', 'pool', 'queues', 'pool', 'queues', 'store', 'pool']);
  });
});
