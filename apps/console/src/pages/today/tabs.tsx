import { KeyboardEvent, ReactNode, useId, useState } from 'react';
import './tabs.css';

interface Tab {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Lists of which one is shown. The arrows go from tab to tab, Enter shows its list. Plain elements: every first page waits for them. */
export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => {
  const id = useId();
  const [chosen, choose] = useState<string>();
  const shown = tabs.find(({ key }) => key === chosen) ?? tabs[0];
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
    const to = steps[event.key]?.(all.findIndex((tab) => tab === document.activeElement), all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="tabs" onKeyDown={onKey}>
        {tabs.map((tab) => {
          const isShown = tab.key === shown?.key;
          return <button key={tab.key} id={`${id}-${tab.key}`} type="button" role="tab" aria-selected={isShown} aria-controls={isShown ? `${id}-panel` : undefined} tabIndex={isShown ? 0 : -1} onClick={() => choose(tab.key)}>{tab.label}</button>;
        })}
      </div>
      <div key={shown?.key} id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${shown?.key ?? ''}`}>{shown?.children}</div>
    </>
  );
};
