import { useId } from 'react';
import type { ProcedureShown } from '../../shared/use-procedures';
import { useLanguage, useTexts } from '../../texts/language';
import { Step, Way, layoutOf } from './layout';
import { Standing, shortWords, stepWords } from './steps';
import { texts } from './texts';
import { Mark, isWalked } from './way';

interface DrawingProps {
  readonly procedure: ProcedureShown;
  readonly schemeName: string;
  readonly width: number;
  readonly counts: ReadonlyMap<string, Standing>;
  /** Of one case; null without one. */
  readonly marks: ReadonlyMap<string, Mark> | null;
}

/** Room that a letter takes, by its kind, in the units of the drawing at 12. */
const letterWidth = (letter: string): number => (/[\u2e80-\uffef]/.test(letter) ? 12.5 : 6.6);
const widthOf = (words: string): number => [...words].reduce((sum, letter) => sum + letterWidth(letter), 0);

/** Words on as many lines as they need: Latin words are kept whole, Chinese breaks anywhere. */
export const linesOf = (words: string, room: number): readonly string[] => {
  const parts = words.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf((last + part).trimEnd()) <= room) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trim());
};

/** The definition drawn: steps with how many stand there, and the ways between them. The table beside it says the same. */
export const Drawing = ({ procedure, schemeName, width, counts, marks }: DrawingProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const id = useId();
  const { steps, ways, height } = layoutOf(procedure, width);
  const titles = new Map(stepWords(procedure, said, language).map((words) => [words.id, words.title]));
  return (
    <svg className="procedure-drawing" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={said.drawing(schemeName)}>
      <defs>
        <marker id={`${id}-tip`} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path d="M0,0 L8,4 L0,8 z" /></marker>
      </defs>
      {ways.map((way) => <WayLine key={`${way.from} ${way.kind} ${way.to}`} way={way} words={shortWords(way.kind, said)} isWalked={marks !== null && isWalked(marks, way)} arrow={`url(#${id}-tip)`} />)}
      {steps.map((step) => <StepBox key={step.id} step={step} title={titles.get(step.id) ?? step.id} standing={counts.get(step.id)} mark={marks?.get(step.id)} isCase={marks !== null} />)}
    </svg>
  );
};

interface WayLineProps {
  readonly way: Way;
  readonly words: string;
  readonly isWalked: boolean;
  readonly arrow: string;
}

const dashed = new Set<Way['kind']>(['appeal', 'corrected', 'upheld']);

const WayLine = ({ way: { points, label, kind }, words, isWalked, arrow }: WayLineProps) => (
  <g className={isWalked ? 'procedure-way procedure-walked' : 'procedure-way'}>
    <polyline points={points.map((point) => point.join(',')).join(' ')} markerEnd={arrow} {...(dashed.has(kind) ? { strokeDasharray: '5 3' } : {})} />
    {label === null ? null : <text x={label.x} y={label.y} textAnchor={label.anchor}>{words}</text>}
  </g>
);

interface StepBoxProps {
  readonly step: Step;
  readonly title: string;
  readonly standing: Standing | undefined;
  readonly mark: Mark | undefined;
  readonly isCase: boolean;
}

const lineHeight = 15;

const StepBox = ({ step: { id, kind, x, y, width, height }, title, standing, mark, isCase }: StepBoxProps) => {
  const said = useTexts(texts);
  const room = width - 12;
  const { cases = 0, medianDays = null, longestDays = null } = standing ?? {};
  const counted = isCase || cases === 0 ? [] : [said.standing(cases), ...(medianDays === null || longestDays === null ? [] : [said.howLong(medianDays, longestDays)])];
  const marked = mark === undefined ? [] : [said[mark.state]];
  const titleLines = linesOf(title, room);
  const lines = [...titleLines.map((words) => ({ words, isTitle: true })), ...[...counted, ...marked].flatMap((words) => linesOf(words, room)).map((words) => ({ words, isTitle: false }))];
  const first = y + height / 2 - ((lines.length - 1) * lineHeight) / 2 + 4;
  const round = kind === 'apply' || kind === 'confirmed' || kind === 'refused' ? height / 2 : 4;
  const state = mark === undefined ? '' : ` procedure-${mark.state}`;
  return (
    <g className={`procedure-step${state}`} data-step={id}>
      {kind === 'notice' ? <polygon points={`${x + 10},${y} ${x + width},${y} ${x + width - 10},${y + height} ${x},${y + height}`} /> : <rect x={x} y={y} width={width} height={height} rx={Math.min(round, width / 2)} />}
      {kind === 'check' ? <rect x={x + 4} y={y + 4} width={width - 8} height={height - 8} className="procedure-inner" /> : null}
      {lines.map(({ words, isTitle }, index) => <text key={index} x={x + width / 2} y={first + index * lineHeight} textAnchor="middle" className={isTitle ? 'procedure-title' : undefined}>{words}</text>)}
    </g>
  );
};
