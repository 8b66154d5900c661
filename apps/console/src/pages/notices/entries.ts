import { ApiClient } from '../../api/client';
import { components } from '../../generated/openapi';
import { Notice } from './running-notice';

export type Entry = components['schemas']['NoticeItem'];

export interface Entries {
  readonly items: readonly Entry[];
  /** What hangs has to be whole. */
  readonly isWhole: boolean;
}

const limit = 200;
/** A list of more people would not hang on one board. */
const pagesMax = 50;

/** All of a list, as far as one board goes. */
const readEntries = async (api: ApiClient, { scheme, stage, boardArea, postedOn, lastDay }: Notice): Promise<Entries> => {
  const items: Entry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = (await api.GET('/api/v1/notices', { params: { query: { limit, scheme, stage, boardArea, postedOn, lastDay, ...(cursor === undefined ? {} : { cursor }) } } })).data;
    items.push(...(answer?.items ?? []));
    cursor = answer?.nextCursor ?? undefined;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
};

/** The sheet shows them, and its page looks whether it may be printed. */
export const entriesOf = (api: ApiClient, notice: Notice) => ({
  queryKey: ['notices', 'list', notice.scheme, notice.stage, notice.boardArea, notice.postedOn, notice.lastDay],
  queryFn: () => readEntries(api, notice),
});
