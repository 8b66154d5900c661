import { Metadata, StatusObject, status } from '@grpc/grpc-js';

/** What the server answers a failed call with (src/EventStore.Core/Services/Transport/Grpc/RpcExceptions.cs). */
export type RpcError = Pick<StatusObject, 'code' | 'details' | 'metadata'>;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const failure = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): RpcError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value.replace(/[^\x20-\x7e]/g, '?')); // a header is ASCII
  return { code, details, metadata };
};

/** Of a write whose options say nothing of the revision they expect. */
export const noExpectation = (request: string, field: string): string =>
  `'None' is not a valid EventStore.Client.Streams.${request}+Types+Options+${field}OneofCase`;

export const rpcErrors = {
  timeout: (message: string): RpcError => failure(status.ABORTED, `Operation timed out: ${message}`),
  serverNotReady: (): RpcError => failure(status.UNAVAILABLE, 'Server Is Not Ready'),
  serverBusy: (): RpcError => failure(status.UNAVAILABLE, 'Server Is Too Busy'),
  noLeader: (): RpcError => failure(status.UNKNOWN, 'No leader info available in response'),
  notLeader: (leader: Endpoint): RpcError => failure(status.NOT_FOUND, 'Leader info available',
    { exception: 'not-leader', 'leader-endpoint-host': leader.host, 'leader-endpoint-port': String(leader.port) }),
  accessDenied: (): RpcError => failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unauthenticated: (): RpcError => failure(status.UNAUTHENTICATED, 'Unauthenticated'),
  streamDeleted: (stream: string): RpcError => failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`,
    { exception: 'stream-deleted', 'stream-name': stream }),
  wrongExpectedVersion: (operation: string, stream: string, expected: bigint, actual: bigint): RpcError =>
    failure(status.FAILED_PRECONDITION,
      `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      { exception: 'wrong-expected-version', 'stream-name': stream, 'expected-version': String(expected), 'actual-version': String(actual) }),
  maxAppendSizeExceeded: (limit: number): RpcError => failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`,
    { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(limit) }),
  /** What the server's code throws without meaning to. */
  thrown: (): RpcError => failure(status.UNKNOWN, 'Exception was thrown by handler.'),
  missingMetadata: (property: string): RpcError => failure(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`,
    { exception: 'missing-required-metadata-property', 'required-metadata-properties': 'type,content-type' }),
  invalidArgument: (what: string): RpcError => failure(status.INVALID_ARGUMENT, what),
  invalidPosition: (): RpcError => failure(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  unknown: (message: string): RpcError => failure(status.UNKNOWN, message),
};
