import { text } from '@zhibu/kernel';

export const texts = {
  likeDay: text('如 2016-05-20', 'Like 2016-05-20'),
  likeMonth: text('如 2016-05', 'Like 2016-05'),
  noDay: text('不是存在的日期', 'This is no day of the calendar'),
  noMonth: text('不是存在的月份', 'This is no month'),
  notBefore: (day: string) => text(`不能早于 ${day}`, `Not before ${day}`),
  notAfter: (day: string) => text(`不能晚于 ${day}`, `Not after ${day}`),
} as const;
