import type { Runtime } from '@zhibu/runtime';

/** What the API uses of the runtime, and nothing more. */
export type ApiRuntime = Pick<
  Runtime,
  'services' | 'queries' | 'queues' | 'policies' | 'procedures' | 'eventStore' | 'codec' | 'clock' | 'bankLayout' | 'projections' | 'engines' | 'health' | 'system' | 'runBoard' | 'caughtUp'
>;
