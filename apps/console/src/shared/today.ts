/** The day it is in the county, wherever the reader is. */
export const todayInCounty = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

const dayMs = 86_400_000;

/** Whole days from one day to another; negative when it is past. */
export const daysUntil = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
