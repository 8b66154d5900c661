import { PoolClient } from 'pg';
import { unwrap } from '@zhibu/kernel';
import { AppendRequest } from '@zhibu/event-store';
import { appendStatement, appendValues } from '../../libs/event-store/src/postgres/append-statement';
import { prepareAppend } from '../../libs/event-store/src/prepare-append';

/** Appends through the store's SQL function inside a transaction that the test holds open. */
export const appendByHand = async (client: PoolClient, schema: string, ...requests: AppendRequest[]): Promise<void> => {
  const { text } = appendStatement(`"${schema}"`);
  const prepared = requests.map((request) => unwrap(prepareAppend(request)));
  await client.query(text, [...appendValues(prepared)]);
};
