import type { Page } from '@zhibu/projections';

/** Every id of a list that is read page by page. */
export async function* untouchedOf(read: (cursor: string | null) => Promise<Page<string>>): AsyncGenerator<string> {
  for (let cursor: string | null = null; ; ) {
    const page: Page<string> = await read(cursor);
    yield* page.items;
    if (page.next === null) return;
    cursor = page.next;
  }
}
