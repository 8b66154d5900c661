import { useMutation } from '@tanstack/react-query';
import { FormEvent, useRef, useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import type { components } from '../../generated/openapi';
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
  /** For whom they stood in. */
  readonly onBehalfOf?: string | undefined;
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

/** The password is right, and they may not act for whom they named: a delegation ends, or is taken back. */
const mayNot = (error: unknown): boolean => error instanceof ApiProblem && error.problem.status === 403;

/** Plain elements: the library of components comes while somebody types here. */
export const SignIn = ({ onDone, userId, onBehalfOf, within = false }: SignInProps) => {
  const api = useApi();
  const said = useTexts(texts);
  useTitle(within ? null : said.title);
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useMutation({ mutationFn: (body: components['schemas']['SignInDto']) => api.POST('/api/v1/session', { body }), onSuccess: onDone });
  const send = (inNameOf: string | undefined): void => {
    if (form.current === null) return;
    const typed = typedIn(form.current);
    const left = fields.filter((name) => typed[name] === '');
    setMissing(left);
    if (left[0] !== undefined) form.current.querySelector<HTMLInputElement>(`[name=${left[0]}]`)?.focus();
    else if (!signIn.isPending) signIn.mutate({ ...typed, ...(inNameOf === undefined ? {} : { onBehalfOf: inNameOf }) });
  };
  const onTyped = (name: FieldName) => (): void => setMissing((before) => (before.includes(name) ? before.filter((each) => each !== name) : before));
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    send(onBehalfOf);
  };
  const shown = (
    <form ref={form} className="sign-in-form" noValidate onSubmit={submit}>
      {onBehalfOf === undefined ? null : <p className="sign-in-for">{said.standsIn(onBehalfOf)}</p>}
      <Field name="userId" label={said.user} wrong={missing.includes('userId') ? said.userMissing : null} autoComplete="username" value={userId} autoFocus={userId === undefined} onTyped={onTyped('userId')} />
      <Field name="password" label={said.password} wrong={missing.includes('password') ? said.passwordMissing : null} autoComplete="current-password" secret={said.showPassword} autoFocus={userId !== undefined} onTyped={onTyped('password')} />
      {signIn.isError ? <Trouble error={signIn.error} /> : null}
      {onBehalfOf !== undefined && mayNot(signIn.error) ? <div className="sign-in-own"><p className="sign-in-for" role="alert">{said.standsInNoMore(onBehalfOf)}</p><PlainButton wide busy={signIn.isPending} onClick={() => send(undefined)}>{said.ownName}</PlainButton></div> : null}
      <PlainButton look="primary" type="submit" wide busy={signIn.isPending}>{said.signIn}</PlainButton>
    </form>
  );
  return within ? shown : <main className="sign-in"><div className="sign-in-card"><h1 className="sign-in-title">{said.title}</h1>{shown}</div></main>;
};
