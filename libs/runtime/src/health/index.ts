export { healthOf, lagEventsMax, started, unready, type HealthReport, type Lag, type ReadModelHealth, type Unready } from './health-report';
export { metricsText } from './metrics';
