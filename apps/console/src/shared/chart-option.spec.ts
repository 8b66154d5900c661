import { ChartOf, chartHeightPx, chartOption } from './chart-option';

const of = (kind: ChartOf['kind'], count: number): ChartOf => ({
  kind, description: '各月', categories: ['一月', '二月'],
  series: Array.from({ length: count }, (_, index) => ({ name: `率${index}`, heights: [99.97, null], said: ['99.97%', 'n/a'] })),
});

interface Drawn {
  readonly animation: boolean;
  readonly aria: object;
  readonly tooltip: { readonly renderMode: string; readonly formatter: (hovered: unknown) => string };
  readonly series: readonly { readonly symbol?: string; readonly lineStyle?: { readonly type: unknown }; readonly label?: { readonly formatter: (hovered: unknown) => string } }[];
}
const drawn = (chart: ChartOf, still = false) => chartOption(chart, still) as unknown as Drawn;

it('says the figures in the words of the server, and stands still for whoever asked for that', () => {
  const { tooltip, animation, aria } = drawn(of('lines', 2), true);
  expect(tooltip.formatter([{ seriesIndex: 0, dataIndex: 0, seriesName: '率0', name: '一月' }, { seriesIndex: 1, dataIndex: 1, seriesName: '率1', name: '一月' }])).toBe('一月\n率0 99.97%\n率1 n/a');
  expect([animation, tooltip.renderMode]).toEqual([false, 'richText']);
  expect(aria).toMatchObject({ enabled: true, label: { description: '各月' } });
});

it('tells series apart by form, not by colour alone', () => {
  const lines = drawn(of('lines', 6)).series;
  expect(new Set(lines.map(({ symbol }) => symbol)).size).toBe(6);
  expect(new Set(lines.map(({ lineStyle }) => JSON.stringify(lineStyle?.type))).size).toBe(6);
  expect(drawn(of('bars', 2)).aria).toMatchObject({ decal: { show: true } });
});

it('writes the figure at the end of each bar, and makes room for all of them', () => {
  const [bars] = drawn(of('bars', 1)).series;
  expect([0, 1].map((dataIndex) => bars?.label?.formatter({ dataIndex }))).toEqual(['99.97%', 'n/a']);
  expect(chartHeightPx({ ...of('bars', 1), categories: Array.from({ length: 20 }, (_, index) => `${index}`) })).toBeGreaterThan(600);
});
