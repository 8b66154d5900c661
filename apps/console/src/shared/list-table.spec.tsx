import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { ListTable } from './list-table';
import { List } from './use-list';
import { loadWideList } from './load-wide-list';
import { bring } from './parts';

interface Row { readonly no: number }

let isNarrow = false;
let scrollAsked: number | null = null;
beforeAll(async () => {
  Object.defineProperty(window, 'matchMedia', { value: (asked: string) => ({ matches: isNarrow && asked.includes('575'), addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined }) });
  Object.defineProperty(Element.prototype, 'scrollTo', { value: ({ top }: { readonly top?: number }) => { scrollAsked = top ?? null; } });
  // Nothing has a size here: a row has that of a row, and the box that of a window.
  const heightOf = { get(this: HTMLElement) { return this.dataset['index'] === undefined ? 600 : 40; } };
  const sizes = { offsetHeight: heightOf, clientHeight: heightOf, scrollHeight: { value: 400_000 }, offsetWidth: { value: 300 }, clientWidth: { value: 300 } };
  Object.defineProperties(HTMLElement.prototype, sizes);
  // What antd asks of a style sheet, which is none here, would fill the screen with lines.
  const styleOf = window.getComputedStyle.bind(window);
  window.getComputedStyle = (element) => styleOf(element);
  await bring(loadWideList);
});
beforeEach(() => {
  isNarrow = false;
});

const listOf = (count: number, more: Partial<List<Row>> = {}): List<Row> => ({ items: Array.from({ length: count }, (_, index) => ({ no: index + 1 })), isPending: false, isMoreComing: false, hasMore: false, error: null, more: () => undefined, again: () => undefined, ...more });
const table = (list: List<Row>, onOpen?: (row: Row) => void, label = expect.getState().currentTestName ?? '') => (
  <ListTable list={list} label={label} nothing="没有" rowKey={({ no }) => `${no}`} {...(onOpen === undefined ? {} : { onOpen })} columns={[{ title: '序号', dataIndex: 'no' }, { title: '姓名', key: 'name', render: (_, { no }) => `名${no}` }]} />
);
const scrolledTo = (px: number): void => {
  const box = document.querySelector<HTMLElement>('.list-long');
  if (box === null) throw new Error('expected a list in a box');
  act(() => {
    box.scrollTop = px;
    fireEvent.scroll(box);
  });
};

it('draws the rows in view of ten thousand, and says to everybody how many there are', () => {
  render(table(listOf(10_000)));
  const rows = () => document.querySelectorAll('tr[data-index]');
  expect(rows().length).toBeGreaterThan(10);
  expect(rows().length).toBeLessThan(60);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
  expect(screen.getByText(/共 10000 条/)).toBeTruthy();
  scrolledTo(200_000);
  expect(rows().length).toBeLessThan(60);
  const [no] = [...rows()].map((row) => Number(row.querySelector('td')?.textContent));
  expect(no).toBeGreaterThan(5_000);
  expect(no).toBeLessThan(5_200);
  expect(rows()[0]?.getAttribute('aria-rowindex')).toBe(`${(no ?? 0) + 1}`);
});

it('is where it was left when somebody comes back to it', () => {
  const { unmount } = render(table(listOf(10_000)));
  scrolledTo(100_000);
  const seen = document.querySelector('tr[data-index] td')?.textContent;
  unmount();
  render(table(listOf(10_000)));
  expect(Math.abs(Number(document.querySelector('tr[data-index] td')?.textContent) - Number(seen))).toBeLessThan(100);
  expect(Number(seen)).toBeGreaterThan(2_400);
});

it('asks for more when the end comes into view, once for each page, and not after a fault', () => {
  const more = jest.fn();
  const { rerender } = render(table(listOf(200, { hasMore: true, more })));
  expect(more).not.toHaveBeenCalled();
  scrolledTo(200 * 40);
  expect(more).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('-1');
  rerender(table(listOf(400, { hasMore: true, more })));
  expect(more).toHaveBeenCalledTimes(1);
  rerender(table(listOf(400, { hasMore: true, more, error: new Error('cut') })));
  scrolledTo(400 * 40);
  expect(more).toHaveBeenCalledTimes(1);
});

it('opens a row by Enter, goes on by the arrows, and leaves keys on what is within a row alone', () => {
  const opened: number[] = [];
  render(table(listOf(3), ({ no }) => void opened.push(no)));
  const [first, second] = within(screen.getByRole('table')).getAllByRole('row').slice(1);
  if (first === undefined || second === undefined) throw new Error('expected rows');
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(second);
  fireEvent.keyDown(second, { key: 'Enter' });
  fireEvent.keyDown(within(second).getByText('名2'), { key: 'Enter' });
  expect(opened).toEqual([2]);
});

const focusedIndex = (): string | undefined => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['index'] : undefined);
const press = async (key: string): Promise<void> => {
  const at = document.activeElement;
  if (at === null) throw new Error('expected a row with the focus');
  await act(async () => void fireEvent.keyDown(at, { key }));
  // jsdom scrolls nothing by itself: the box is where the list asked it to be.
  const asked = scrollAsked;
  scrollAsked = null;
  if (asked !== null) scrolledTo(asked);
};

it('leads by the keys to every row of ten thousand, and out of the list by one Tab', async () => {
  render(table(listOf(10_000), () => undefined));
  const stops = (): readonly Element[] => [...document.querySelectorAll('tr[data-index]')].filter((row) => row.getAttribute('tabindex') === '0');
  expect(stops()).toHaveLength(1);
  (stops()[0] as HTMLElement).focus();
  await press('PageDown');
  const afterPage = Number(focusedIndex());
  expect(afterPage).toBeGreaterThan(8);
  expect(afterPage).toBeLessThan(20);
  await press('ArrowDown');
  expect(focusedIndex()).toBe(`${afterPage + 1}`);
  await press('End');
  expect([focusedIndex(), document.activeElement?.getAttribute('aria-rowindex')]).toEqual(['9999', '10001']);
  expect(document.querySelectorAll('tr[data-index]').length).toBeLessThan(60);
  expect(stops()).toEqual([document.activeElement]);
  await press('Home');
  expect(focusedIndex()).toBe('0');
});

it('says how many there are to whoever does not see them come', () => {
  const { rerender } = render(table(listOf(3), undefined, '待办'));
  const told = (): string | null | undefined => document.querySelector('[aria-live]')?.textContent;
  expect(told()).toBe('待办：3 条');
  rerender(table(listOf(0), undefined, '待办'));
  expect(told()).toBe('待办：0 条');
  rerender(table(listOf(100, { hasMore: true }), undefined, '待办'));
  expect(told()).toBe('待办：先读出 100 条，后面还有');
});

it('shows cards with the names of the columns on a phone, of ten thousand a few', () => {
  isNarrow = true;
  render(table(listOf(10_000)));
  const cards = screen.getAllByRole('listitem');
  expect(cards.length).toBeLessThan(60);
  expect(within(cards[0] as HTMLElement).getByText('姓名')).toBeTruthy();
  expect(cards[0]?.getAttribute('aria-setsize')).toBe('10000');
});

it('is drawn whole for paper, with the header of a table once, and in a box again afterwards', () => {
  render(table(listOf(300)));
  const rows = (): number => document.querySelectorAll('tr[data-index]').length;
  expect(rows()).toBeLessThan(60);
  act(() => void fireEvent(window, new Event('beforeprint')));
  expect([rows(), document.querySelector('.list-long')]).toEqual([300, null]);
  act(() => void fireEvent(window, new Event('afterprint')));
  expect(rows()).toBeLessThan(60);
});

it('says in words that there is nothing, on a phone too', () => {
  isNarrow = true;
  render(table(listOf(0)));
  expect(screen.getByText('没有')).toBeTruthy();
});
