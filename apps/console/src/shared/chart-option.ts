import type { EChartsCoreOption } from 'echarts/core';

/** What a chart draws. The figures themselves are told in words by `said`: a height is only where a point stands. */
export interface ChartOf {
  readonly kind: 'lines' | 'bars';
  /** Days or places, in order. */
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** In words, for those who do not see it. */
  readonly description: string;
}

export interface ChartSeries {
  readonly name: string;
  /** Percent; null is a gap. */
  readonly heights: readonly (number | null)[];
  /** As the server says it, `99.97%`. */
  readonly said: readonly string[];
}

/** Told apart by form as well as by colour; every colour has 3 to 1 against white. */
const forms = [
  { color: '#0b5cad', symbol: 'circle', type: 'solid' }, { color: '#8a5300', symbol: 'rect', type: 'dashed' }, { color: '#1a7a36', symbol: 'triangle', type: 'dotted' },
  { color: '#7b3f98', symbol: 'diamond', type: [8, 3, 2, 3] }, { color: '#b3261e', symbol: 'pin', type: [2, 2] }, { color: '#4a4a4a', symbol: 'roundRect', type: [12, 4] },
] as const;
const formOf = (index: number) => forms[index % forms.length] ?? forms[0];

const percentMax = 100;
const manyBars = 8;
const letters = 14;

const shortened = (words: string): string => (words.length > letters ? `${words.slice(0, letters)}…` : words);

interface Hovered {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly seriesName: string;
  readonly name: string;
}

/** The drawing for the library. `still`: whoever asked for less motion gets none. */
export const chartOption = ({ kind, categories, series, description }: ChartOf, still: boolean): EChartsCoreOption => {
  const lines = kind === 'lines';
  const told = (hovered: Hovered | readonly Hovered[]): string => {
    const all: readonly Hovered[] = Array.isArray(hovered) ? (hovered as readonly Hovered[]) : [hovered as Hovered];
    return [all[0]?.name ?? '', ...all.map(({ seriesIndex, dataIndex, seriesName }) => `${seriesName} ${series[seriesIndex]?.said[dataIndex] ?? ''}`)].join('\n');
  };
  const value = { type: 'value', max: percentMax, axisLabel: { formatter: '{value}%', color: '#333' } };
  const category = { type: 'category', data: [...categories], axisLabel: { color: '#333', hideOverlap: lines, formatter: shortened, ...(lines ? {} : { interval: 0 }) }, ...(lines ? {} : { inverse: true }) };
  return {
    animation: !still,
    // The reader's own words, in place of the library's, which are in one language.
    aria: { enabled: true, label: { description }, decal: { show: !lines } },
    // Told on the canvas: a box of HTML would carry styles that the policy of the page refuses.
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, formatter: told },
    ...(series.length > 1 ? { legend: { type: 'scroll', top: 0, data: series.map(({ name }) => name) } } : {}),
    grid: { left: 8, right: lines ? 16 : 64, top: series.length > 1 ? 36 : 8, bottom: 8, containLabel: true },
    xAxis: lines ? category : value,
    yAxis: lines ? value : category,
    series: series.map(({ name, heights, said }, index) => {
      const { color, symbol, type } = formOf(index);
      if (lines) return { type: 'line', name, data: [...heights], symbol, symbolSize: 9, color, lineStyle: { type, width: 2 }, connectNulls: false };
      return { type: 'bar', name, data: [...heights], color, barMaxWidth: 22, label: { show: series.length === 1 || categories.length <= manyBars, position: 'right', color: '#333', formatter: ({ dataIndex }: Hovered) => said[dataIndex] ?? '' } };
    }),
  };
};

const bar = { px: 30, around: 60 } as const;
const linesPx = 320;

/** Room for every bar; lines have the same height always. */
export const chartHeightPx = ({ kind, categories, series }: ChartOf): number => (kind === 'lines' ? linesPx : Math.max(120, bar.around + categories.length * bar.px * Math.max(1, series.length * 0.7)));
