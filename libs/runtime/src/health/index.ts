export { healthOf, lagEventsMax, started, unready, type HealthReport, type Lag, type ReadModelHealth } from './health-report';
export { metricsText } from './metrics';
