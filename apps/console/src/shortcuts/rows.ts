const listed = 'tr[data-row-key], .list-card';
const isSeen = (element: Element): boolean => element.getClientRects().length > 0;

/** A row that opens by Enter, or else what opens it. */
const stopOf = (row: HTMLElement): HTMLElement | null => (row.hasAttribute('tabindex') ? row : row.querySelector<HTMLElement>('a[href], button:not([disabled])'));

const rowsIn = (scope: ParentNode): readonly HTMLElement[] => [...scope.querySelectorAll<HTMLElement>(listed)].filter((row) => isSeen(row) && stopOf(row) !== null);

const indexOfFocus = (rows: readonly HTMLElement[]): number => rows.findIndex((row) => row.contains(document.activeElement));

/** A long list draws rows above those in view; somebody who comes to it begins with what they see. */
const firstInView = (rows: readonly HTMLElement[]): HTMLElement | undefined => rows.find((row) => row.getBoundingClientRect().top >= (row.closest('.list-long')?.getBoundingClientRect().top ?? 0)) ?? rows[0];

export const hasRows = (scope: ParentNode): boolean => rowsIn(scope).length > 0;

const boxOf = (row: HTMLElement | undefined): HTMLInputElement | null => row?.querySelector<HTMLInputElement>('.ant-table-selection-column input:not([disabled])') ?? null;

export const hasBoxes = (scope: ParentNode): boolean => rowsIn(scope).some((row) => boxOf(row) !== null);

/** To the row after or before the one that has the focus; without one to the first. */
export const goToRow = (scope: ParentNode, by: 1 | -1): void => {
  const rows = rowsIn(scope);
  const at = indexOfFocus(rows);
  const row = at < 0 ? firstInView(rows) : rows[at + by];
  if (row !== undefined) stopOf(row)?.focus();
};

export const tickRow = (scope: ParentNode): void => {
  const rows = rowsIn(scope);
  boxOf(rows[indexOfFocus(rows)])?.click();
};
