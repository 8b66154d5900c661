import { Progress } from 'antd';
import type { Step } from './end-of-run';

const hundred = 100;

interface HowFarProps {
  readonly step: Step;
  /** What goes on. */
  readonly label: string;
  /** How far it is, in words. */
  readonly children: string;
}

export const HowFar = ({ step: { done, total }, label, children }: HowFarProps) => (
  <section aria-live="polite">
    <Progress percent={total === 0 ? 0 : Math.floor((done * hundred) / total)} status="active" aria-label={label} />
    <p role="status">{children}</p>
  </section>
);
