/** A cell that a table calculation would take for a formula is told as words. */
const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?%?$/;

const cell = (value: string | number): string => {
  const words = String(value);
  const safe = formula.test(words) && !number.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV; the mark in front tells Excel that it is UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string => `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** Hands the rows to the browser as a file; the copy in memory is let go at once. */
export const saveCsv = (name: string, rows: readonly (readonly (string | number)[])[]): void => {
  const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: address, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address));
};
