const msPerMinute = 60_000;

/** The instant that many minutes after another; negative ones lie before. */
export const minutesLater = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * msPerMinute).toISOString();
