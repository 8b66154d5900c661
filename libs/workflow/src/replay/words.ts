import { LocalDate, Text } from '@zhibu/kernel';

/** What an event says of one person. */
export interface Words {
  readonly what: Text;
  readonly why?: readonly Text[];
  readonly from?: LocalDate;
  readonly to?: LocalDate | null;
}
