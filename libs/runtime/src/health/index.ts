export { healthOf, idle, lagEventsMax, unready, unservable, unstarted, type HealthReport, type Lag, type ReadModelHealth, type Unready } from './health-report';
export { StartHealth } from './start-health';
export { metricsText } from './metrics';
