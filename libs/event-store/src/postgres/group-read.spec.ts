import { GroupRead, StreamPage } from './group-read';

const pageOf = (): StreamPage => ({ events: [], end: true });

describe('reads that arrive together', () => {
  it('share one query, and each stream is asked for once', async () => {
    const asked: (readonly string[])[] = [];
    const group = new GroupRead(async (streams) => {
      asked.push(streams);
      return Promise.resolve(new Map(streams.map((stream) => [stream, pageOf()])));
    });
    await Promise.all(['a', 'b', 'a', 'c'].map((stream) => group.page(stream)));
    expect(asked).toEqual([['a', 'b', 'c']]);
  });

  it('never run in more queries at once than allowed, and none is forgotten', async () => {
    let [running, most] = [0, 0];
    const group = new GroupRead(async (streams) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return new Map(streams.map((stream) => [stream, pageOf()]));
    }, { queriesInFlight: 2, streamsMax: 3 });
    const pages = await Promise.all(Array.from({ length: 50 }, (_, index) => group.page(`s${index}`)));
    expect([pages.length, most]).toEqual([50, 2]);
  });

  it('fail together when the query fails, and the next ones are read again', async () => {
    let fails = true;
    const group = new GroupRead((streams) => (fails ? Promise.reject(new Error('gone')) : Promise.resolve(new Map(streams.map((stream) => [stream, pageOf()])))));
    const outcomes = await Promise.allSettled([group.page('a'), group.page('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    await expect(group.page('a')).resolves.toEqual(pageOf());
  });
});
