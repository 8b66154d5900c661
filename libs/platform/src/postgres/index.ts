export * from './embedded-postgres';
export { freePort, portTaken, requirePort } from './free-port';
