import { startEventStoreDouble } from '../../support/eventstoredb';
import { describeProtocol } from './protocol.contract';

const url = process.env['EVENT_STORE_URL'];

// The suite says what a server does; the doubles are held to it always, a real server whenever one is named.
describeProtocol('the double of 22.10', async () => {
  const double = await startEventStoreDouble({ version: '22.10.5', commitTimeoutMs: 500 });
  return { url: double.url, close: () => double.stop() };
});

describeProtocol('the double of 24.10', async () => {
  const double = await startEventStoreDouble({ version: '24.10.4', commitTimeoutMs: 500 });
  return { url: double.url, close: () => double.stop() };
});

if (url !== undefined && url !== '') describeProtocol('a real server', async () => ({ url, close: async () => undefined }));

afterAll(() => {
  const real = url === undefined || url === '' ? 'No real EventStoreDB was asked (EVENT_STORE_URL is not set).' : `A real EventStoreDB was asked too: ${url.replace(/\/\/[^@/]*@/, '//')}`;
  process.stderr.write(`EventStoreDB protocol suite: the doubles of 22.10 and 24.10 were asked. ${real}\n`);
});
