import { Button } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

interface SliderProps {
  readonly label: string;
  /** Where it stands, as it is read out. */
  readonly words: string;
  readonly at: number;
  readonly count: number;
  readonly onMove: (at: number) => void;
}

/** The browser's own slider: arrows, Page Up and Down, Home and End work, and it says its value in words. */
export const Slider = ({ label, words, at, count, onMove }: SliderProps) => {
  const said = useTexts(texts);
  const id = useId();
  return (
    <div className="replay-slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{words}</output>
      <div className="replay-slider-row">
        <Button aria-label={said.earlier(label)} disabled={at <= 0} onClick={() => onMove(at - 1)}>‹</Button>
        <input id={id} type="range" min={0} max={Math.max(count - 1, 0)} value={at} aria-valuetext={words} onChange={({ target }) => onMove(Number(target.value))} />
        <Button aria-label={said.later(label)} disabled={at >= count - 1} onClick={() => onMove(at + 1)}>›</Button>
      </div>
    </div>
  );
};
