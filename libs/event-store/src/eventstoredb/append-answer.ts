import { MaximumAppendSizeExceeded, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Checkpoint } from '@zhibu/kernel';
import { checkpointOf } from '../checkpoint';

/** What became of one append, as far as the server said. Only `unknown` leaves open whether it was written; `not-sent` says why it was not even sent. */
export type AppendAnswer =
  | { readonly kind: 'written'; readonly version: number; readonly checkpoint: Checkpoint | null }
  | { readonly kind: 'wrong-version'; readonly actualVersion: number }
  | { readonly kind: 'too-large'; readonly bytesMax: number }
  | { readonly kind: 'tombstoned' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'not-sent'; readonly reason: Error }
  | { readonly kind: 'unknown'; readonly reason: Error };

const typePrefix = 'event_store.client.';

export const appendAnswer = (response: BatchAppendResp): AppendAnswer => {
  const success = response.getSuccess();
  if (success === undefined) return refusalOf(response.getError());
  const position = success.getPosition();
  return {
    kind: 'written',
    version: success.hasCurrentRevision() ? Number(success.getCurrentRevision()) + 1 : 0,
    checkpoint: position === undefined ? null : checkpointOf(position.getCommitPosition(), position.getPreparePosition()),
  };
};

const refusalOf = (error: Status | undefined): AppendAnswer => {
  const details = error?.getDetails();
  const name = details?.getTypeName() ?? '';
  switch (name.slice(typePrefix.length)) {
    case 'WrongExpectedVersion': {
      const found = details?.unpack((bytes) => WrongExpectedVersion.deserializeBinary(bytes), name);
      return { kind: 'wrong-version', actualVersion: found?.hasCurrentStreamRevision() === true ? Number(found.getCurrentStreamRevision()) + 1 : 0 };
    }
    case 'MaximumAppendSizeExceeded':
      return { kind: 'too-large', bytesMax: details?.unpack((bytes) => MaximumAppendSizeExceeded.deserializeBinary(bytes), name)?.getMaxappendsize() ?? 0 };
    case 'StreamDeleted':
      return { kind: 'tombstoned' };
    case 'AccessDenied':
      return { kind: 'denied' };
    default:
      // `Timeout` may have been written; `Server Is Not Ready` and its like were not, and asking costs little.
      return { kind: 'unknown', reason: new Error(`the server answered ${error?.getMessage() || name || 'nothing'}`) };
  }
};
