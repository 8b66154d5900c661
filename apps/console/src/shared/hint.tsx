import './hint.css';

interface HintProps {
  /** A question that somebody has in front of the field. */
  readonly asks: string;
  readonly answer: string;
}

/** What a field means, for whoever asks: opened by Enter or a tap, also on a phone, and out of the way of everybody else. */
export const Hint = ({ asks, answer }: HintProps) => (
  <details className="hint">
    <summary>{asks}</summary>
    <p>{answer}</p>
  </details>
);
