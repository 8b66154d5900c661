import { ReactNode } from 'react';
import './plain.css';

interface PlainButtonProps {
  readonly look?: 'primary' | 'text';
  readonly type?: 'submit';
  readonly small?: boolean;
  readonly wide?: boolean;
  /** What it began is not answered yet: pressing it again does nothing. */
  readonly busy?: boolean;
  readonly lang?: string;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

/** A button that is there before the library of components, with the look of that library's. */
export const PlainButton = ({ look, type, small = false, wide = false, busy = false, lang, onClick, children }: PlainButtonProps) => {
  const looks = ['plain-button', ...(look === undefined ? [] : [`plain-button-${look}`]), ...(small ? ['plain-button-small'] : []), ...(wide ? ['plain-button-wide'] : [])];
  // It stays in the way of the Tab key while it is busy: whoever pressed it does not lose their place.
  return (
    <button type={type ?? 'button'} className={looks.join(' ')} lang={lang} {...(busy ? { 'aria-disabled': true, 'aria-busy': true } : {})} onClick={busy ? undefined : onClick}>
      {busy ? <span className="plain-button-ring" aria-hidden="true" /> : null}
      <span>{children}</span>
    </button>
  );
};
