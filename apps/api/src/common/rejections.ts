import { Rejection, RejectionError, Text, text } from '@zhibu/kernel';

/** One form for things that are not there and things outside the reader's scope: nobody can tell them apart. */
export const notFound = (what: string, zh: string, en: string): RejectionError =>
  new RejectionError({
    code: `${what}.not-found`,
    message: text(`没有这${zh}`, `There is no such ${en}`),
    expected: text('存在且在您管辖范围内', 'one that exists, inside your scope'),
    actual: text('没有找到', 'none found'),
  });

export const found = <T>(value: T | null | undefined, what: string, zh: string, en: string): T => {
  if (value === null || value === undefined) throw notFound(what, zh, en);
  return value;
};

export const requestRefused = (code: string, message: Text, expected: Text, actual: Text, field?: string): Rejection => ({ code, message, expected, actual, ...(field === undefined ? {} : { field }) });
