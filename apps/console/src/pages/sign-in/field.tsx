import { useId, useState } from 'react';
import { PlainSign } from '../../shared/plain-sign';
import '../../shared/plain.css';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** What is wrong with what stands in it; `null`: nothing. */
  readonly wrong: string | null;
  readonly autoComplete: string;
  readonly autoFocus: boolean;
  /** Given and not to be changed. */
  readonly value?: string | undefined;
  /** Nobody else at the screen reads it, until the button of this name is pressed. */
  readonly secret?: string;
  readonly onTyped: () => void;
}

/** A field with its label, and with what is wrong tied to it. */
export const Field = ({ name, label, wrong, autoComplete, autoFocus, value, secret, onTyped }: FieldProps) => {
  const [id, wrongId] = [useId(), useId()];
  const [isShown, setShown] = useState(false);
  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      <div className="plain-field-box">
        <input id={id} name={name} type={secret === undefined || isShown ? 'text' : 'password'} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} autoFocus={autoFocus} defaultValue={value} readOnly={value !== undefined} required
          aria-invalid={wrong !== null} aria-describedby={wrong === null ? undefined : wrongId} onInput={onTyped} />
        {secret === undefined ? null : <button type="button" aria-label={secret} aria-pressed={isShown} onClick={() => setShown(!isShown)}><PlainSign of={isShown ? 'shown' : 'hidden'} /></button>}
      </div>
      {wrong === null ? null : <p id={wrongId} role="alert" className="plain-field-wrong">{wrong}</p>}
    </div>
  );
};
