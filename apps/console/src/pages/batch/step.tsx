import { Button, Form, Input } from 'antd';
import { ReactNode, useState } from 'react';
import { Irreversible } from '../../shared/irreversible';
import { Trouble } from '../../shared/trouble';
import '../../shared/step.css';
import { useTexts } from '../../texts/language';
import { Why } from './duties';
import { texts } from './step-texts';

interface Running {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
}

interface StepProps {
  readonly verb: string;
  /** What will happen, to how many people and for how much. */
  readonly what: ReactNode;
  readonly why: Why;
  /** What has to be done first, if anything. */
  readonly first?: string | null;
  readonly running: Running;
  readonly run: (onDone: () => void) => void;
  readonly isMain?: boolean;
  readonly isDanger?: boolean;
  /** Fields that are asked for; `run` looks whether they were filled in. */
  readonly children?: ReactNode;
}

/** A step of the batch: asked before it is done; who may not do it reads why. */
export const Step = ({ verb, what, why, first = null, running, run, isMain = false, isDanger = false, children }: StepProps) => {
  const said = useTexts(texts);
  const [isAsked, setAsked] = useState(false);
  const reason = why !== null ? said[`why-${why}`] : first;
  const leave = () => {
    setAsked(false);
    running.reset();
  };
  return (
    <div className="step">
      <Button type={isMain ? 'primary' : 'default'} danger={isDanger} disabled={reason !== null} onClick={() => setAsked(true)}>{verb}</Button>
      {reason === null ? null : <small className="step-why">{reason}</small>}
      <Irreversible open={isAsked} title={verb} verb={verb} isUnderWay={running.isPending} onYes={() => run(leave)} onNo={leave}>
        <p>{what}</p>
        {children}
        {running.isError ? <Trouble error={running.error} /> : null}
      </Irreversible>
    </div>
  );
};

interface ReasonProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly isMissing: boolean;
}

const reasonMax = 500;

export const Reason = ({ value, onChange, isMissing }: ReasonProps) => {
  const said = useTexts(texts);
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={said.reason} htmlFor="step-reason" extra={said.reasonHint} validateStatus={isMissing ? 'error' : ''} help={isMissing ? said.reasonMissing : undefined}>
        <Input.TextArea id="step-reason" value={value} maxLength={reasonMax} showCount rows={3} onChange={({ target }) => onChange(target.value)} />
      </Form.Item>
    </Form>
  );
};

/** A reason that is asked for when the step is done without one. */
export const useReason = () => {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const take = (go: (reason: string) => void): void => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') go(reason.trim());
  };
  return { field: { value: reason, onChange: (next: string) => { setReason(next); setMissing(false); }, isMissing }, take };
};
