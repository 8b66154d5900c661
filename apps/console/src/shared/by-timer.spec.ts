import { QueryClient } from '@tanstack/react-query';
import { byTimer } from './by-timer';

it('says of every read but the first that a timer makes it, also where the first was refused', async () => {
  for (const isRefused of [false, true]) {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const sent: object[] = [];
    const read = () => client.fetchQuery({
      queryKey: ['batch', '1'],
      queryFn: (asked) => {
        sent.push(byTimer(asked));
        return isRefused ? Promise.reject(new Error('refused')) : Promise.resolve('read');
      },
    }).catch(() => undefined);
    for (let times = 0; times < 3; times += 1) await read();
    expect(sent).toEqual([{}, { 'X-Zhibu-Polled': '1' }, { 'X-Zhibu-Polled': '1' }]);
    client.clear();
  }
});
