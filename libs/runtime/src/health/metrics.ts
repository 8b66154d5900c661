import { HealthReport } from './health-report';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const gauge = (name: string, help: string, samples: readonly Sample[]): string =>
  samples.length === 0
    ? ''
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} gauge`,
        ...samples.map(([labels, value]) => {
          const inside = Object.entries(labels).map(([key, word]) => `${key}="${escaped(word)}"`).join(',');
          return `${name}${inside === '' ? '' : `{${inside}}`} ${value}`;
        }),
        '',
      ].join('\n');

const msPerSecond = 1_000;

/** The report in the text format of Prometheus, version 0.0.4. What could not be asked has no sample. */
export const metricsText = ({ engines, readModels, followUps, leases, oldestWaitingMs }: HealthReport): string => {
  const live = (readModels ?? []).filter(({ role }) => role === 'live');
  return [
    gauge('zhibu_engine_up', 'Whether an engine answers.', engines.map(({ engine, ok }) => [{ engine }, ok ? 1 : 0])),
    gauge('zhibu_read_model_lag_events', 'Events that a read model has not read yet; 1000 is at least so many.', live.map(({ name, lagEvents }) => [{ model: name }, lagEvents])),
    gauge('zhibu_read_model_lag_seconds', 'Seconds since a read model had everything.', live.flatMap(({ name, lagMs }): Sample[] => (lagMs === null ? [] : [[{ model: name }, lagMs / msPerSecond]]))),
    gauge('zhibu_read_model_stopped', 'Whether a read model stands still at an event.', live.map(({ name, stopped }) => [{ model: name }, stopped ? 1 : 0])),
    gauge('zhibu_follow_up_lag_events', 'Events that did not become jobs yet; 1000 is at least so many.', followUps === null ? [] : [[{}, followUps.events]]),
    gauge('zhibu_leases_expired', 'Leases that nobody renews.', leases === null ? [] : [[{}, leases.expired]]),
    gauge('zhibu_queue_oldest_waiting_seconds', 'How long the next job of a queue has been waiting.', Object.entries(oldestWaitingMs ?? {}).map(([queue, ms]) => [{ queue }, ms / msPerSecond])),
  ].join('');
};
