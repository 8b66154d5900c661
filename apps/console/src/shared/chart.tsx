import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { text } from '@zhibu/kernel';
import { useTexts } from '../texts/language';
import { Busy } from './busy';
import { ChartOf, chartHeightPx, chartOption } from './chart-option';
import { Trouble } from './trouble';

const texts = { loading: text('正在载入图表', 'Loading the chart') } as const;

type Core = typeof import('./chart-core');

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A drawing beside a table of the same figures: the table is what can be read, walked through by keys, and taken away. */
export const Chart = ({ of }: { readonly of: ChartOf }) => {
  const said = useTexts(texts);
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<Core['init']> | null>(null);
  const [core, setCore] = useState<Core | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const height = chartHeightPx(of);
  useEffect(() => {
    let here = true;
    import('./chart-core').then((loaded) => { if (here) setCore(loaded); }, (error: unknown) => { if (here) setFailed(error); });
    return () => { here = false; };
  }, []);
  useEffect(() => {
    if (core === null || place.current === null) return undefined;
    const box = place.current;
    const chart = core.init(box);
    drawn.current = chart;
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box);
    return () => {
      watcher.disconnect();
      chart.dispose();
      drawn.current = null;
    };
  }, [core]);
  useLayoutEffect(() => { drawn.current?.resize({ height }); }, [height]);
  useEffect(() => { drawn.current?.setOption(chartOption(of, isStill()), { notMerge: true }); }, [core, of]);
  if (failed !== null) return <Trouble error={failed} />;
  return <>{core === null ? <Busy waitsFor={said.loading} /> : null}<div ref={place} className="chart" role="img" aria-label={of.description} style={{ height }} /></>;
};
