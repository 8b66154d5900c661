import { DomainEvent, RecordedEvent } from '@zhibu/kernel';
import { NewEvent, StoredEvent } from '@zhibu/event-store';

/** Between handlers and the store: encrypts personal fields on the way in, decrypts and upcasts on the way out. */
export interface EventCodec {
  /** Personal fields are replaced by ciphertext under each person's own key; the key is made when it is new. */
  seal(events: readonly DomainEvent[]): Promise<readonly NewEvent[]>;
  /**
   * Fields whose key was erased read as `null`. Types that are not in the catalogue come back as stored. Without
   * `evidence` the fields that no fold needs stay sealed and read as `null` too. Default: everything is opened.
   */
  open(stored: readonly StoredEvent[], options?: { readonly evidence: boolean }): Promise<readonly RecordedEvent[]>;
  /** From here on nothing is opened with a key that was read before: another process may have erased it. */
  refresh?(): void;
}
