import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../texts/language';
import './day-input.css';
import { texts } from './day-input-texts';
import { kinds, partsPadded } from './written-day';

interface DayInputProps {
  readonly id?: string;
  /** `2016-05-20`, or '' where there is none. */
  readonly value?: string;
  /** Told everything as it is typed, for a form that refuses what is no day. */
  readonly onChange?: (typed: string) => void;
  /** Told whole days within the bounds only, for a page that shows them at once. */
  readonly onPick?: (day: string) => void;
  readonly min?: string;
  readonly max?: string;
}

/**
 * A day or a month by its digits: quicker by keyboard than a calendar, and the same in every browser, whose own fields
 * speak the browser's language and not the page's.
 */
const Written = ({ kind, id, value = '', onChange, onPick, min, max }: DayInputProps & { readonly kind: keyof typeof kinds }) => {
  const said = useTexts(texts);
  const own = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const { written, isWhole, characters, longest } = kinds[kind];
  const wrongWith = (words: string): string | null => {
    if (words === '' || (words.length < characters && !isLeft)) return null;
    if (!isWhole(words)) return kind === 'day' ? said.noDay : said.noMonth;
    if (min !== undefined && words < min) return said.notBefore(min);
    return max !== undefined && words > max ? said.notAfter(max) : null;
  };
  const shown = typed ?? value;
  const wrong = wrongWith(shown);
  const take = (words: string): void => {
    const next = written(words.trim());
    const isGood = next.length === characters && wrongWith(next) === null;
    setTyped(isGood ? null : next);
    onChange?.(next);
    if (isGood) onPick?.(next);
  };
  const leave = (): void => {
    const whole = partsPadded(shown);
    if (whole !== value && isWhole(whole) && wrongWith(whole) === null) take(whole);
    // A page keeps the day it had: then that is what the field says again.
    else if (onPick !== undefined) setTyped(null);
    setLeft(true);
  };
  return (
    <span className="day-input">
      <Input id={id ?? own} value={shown} maxLength={longest} inputMode="numeric" autoComplete="off" placeholder={kind === 'day' ? said.likeDay : said.likeMonth} status={wrong === null ? '' : 'error'} aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${own}-wrong`} onChange={({ target }) => take(target.value)} onFocus={() => setLeft(false)} onBlur={leave} />
      {wrong === null ? null : <span id={`${own}-wrong`} role="alert">{wrong}</span>}
    </span>
  );
};

export const DayInput = (props: DayInputProps) => <Written kind="day" {...props} />;

export const MonthInput = (props: DayInputProps) => <Written kind="month" {...props} />;
