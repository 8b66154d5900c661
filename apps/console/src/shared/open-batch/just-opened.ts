/** What a page is told that comes after opening: lists follow at some distance, and may not have the batch yet. */
export const justOpened = 'just-opened';
