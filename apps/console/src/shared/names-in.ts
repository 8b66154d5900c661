/** Different names, one a line or between commas. */
export const namesIn = (lines: string | undefined): string[] => [...new Set((lines ?? '').split(/[\n,，、]/).map((name) => name.trim()).filter((name) => name !== ''))];
