import { useMutation } from '@tanstack/react-query';
import { FormEvent, useState } from 'react';
import { useApi } from '../../api/api';
import { PlainButton } from '../../shared/plain-button';
import { Trouble } from '../../shared/trouble';
import { useTitle } from '../../shared/use-title';
import { useTexts } from '../../texts/language';
import { Field } from './field';
import './sign-in.css';
import { texts } from './texts';

interface SignInProps {
  readonly onDone: () => void;
  /** Whose session ended; others begin anew. */
  readonly userId?: string;
  /** Over a page that stays. */
  readonly within?: boolean;
}

const fields = ['userId', 'password'] as const;
type FieldName = (typeof fields)[number];

/** Read when it is sent, because what a password manager fills in is not always told. */
const typedIn = (form: HTMLFormElement): Readonly<Record<FieldName, string>> => {
  const values = new FormData(form);
  const of = (name: FieldName): string => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { userId: of('userId'), password: of('password') };
};

/** Plain elements: the library of components comes while somebody types here. */
export const SignIn = ({ onDone, userId, within = false }: SignInProps) => {
  const api = useApi();
  const said = useTexts(texts);
  useTitle(within ? null : said.title);
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const signIn = useMutation({ mutationFn: (body: Readonly<Record<FieldName, string>>) => api.POST('/api/v1/session', { body }), onSuccess: onDone });
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = typedIn(form);
    const left = fields.filter((name) => typed[name] === '');
    setMissing(left);
    if (left[0] !== undefined) form.querySelector<HTMLInputElement>(`[name=${left[0]}]`)?.focus();
    else if (!signIn.isPending) signIn.mutate(typed);
  };
  const onTyped = (name: FieldName) => (): void => setMissing((before) => (before.includes(name) ? before.filter((each) => each !== name) : before));
  const form = (
    <form className="sign-in-form" noValidate onSubmit={send}>
      <Field name="userId" label={said.user} wrong={missing.includes('userId') ? said.userMissing : null} autoComplete="username" value={userId} autoFocus={userId === undefined} onTyped={onTyped('userId')} />
      <Field name="password" label={said.password} wrong={missing.includes('password') ? said.passwordMissing : null} autoComplete="current-password" secret={said.showPassword} autoFocus={userId !== undefined} onTyped={onTyped('password')} />
      {signIn.isError ? <Trouble error={signIn.error} /> : null}
      <PlainButton look="primary" type="submit" wide busy={signIn.isPending}>{said.signIn}</PlainButton>
    </form>
  );
  return within ? form : <main className="sign-in"><div className="sign-in-card"><h1 className="sign-in-title">{said.title}</h1>{form}</div></main>;
};
