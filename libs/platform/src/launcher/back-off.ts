const firstMs = 250;
const longestMs = 30_000;

/** Milliseconds to wait before the n-th restart in a row, from 1: doubled each time, up to half a minute. */
export const backOffMs = (restart: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(restart - 1, 16));
