import { Flex, Form, Typography } from 'antd';
import { asksForChildren, childFacts, countOfChildren, ownFacts } from '../../drafts/asked-facts';
import { holderOf, isAskedNow } from '../../drafts/facts-of-form';
import { accountWarnings, checkAccountNumber } from '@zhibu/domain';
import { areaLevel } from '@zhibu/kernel';
import { AreaPick } from '../../shared/area-pick';
import { dayInWords } from '../../shared/day';
import { factOwner } from '../../shared/fact-words';
import { Trouble } from '../../shared/trouble';
import { useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Choice, DayField, FactsAndPapers, Field, StepProps, TextField } from './fields';
import { fieldTexts, stepNames } from './texts';

export type StepName = keyof typeof stepNames;

/** The steps that have something to ask under a scheme, in the order of the paper form. */
export const stepsOf = (asks: readonly string[] | null): readonly StepName[] => {
  if (asks === null) return ['where'];
  const own = ownFacts(asks, 'self');
  return [
    'where', 'applicant',
    ...(own.some(isOfMarriage) || ownFacts(asks, 'spouse').length > 0 ? ['family' as const] : []),
    ...(asksForChildren(asks) ? ['children' as const] : []),
    ...(own.some(isOfPapers) ? ['papers' as const] : []),
    'account', 'evidence', 'send',
  ];
};

interface AskingProps extends StepProps {
  readonly asks: readonly string[];
}

const isOfMarriage = ({ spec }: { readonly spec: { readonly name: string } }): boolean => spec.name === 'marital-status';
const isOfRegister = ({ paper }: { readonly paper: string }): boolean => paper === 'household-register' || paper === 'id-card';
const isOfPapers = (asked: { readonly paper: string; readonly spec: { readonly name: string } }): boolean => !isOfRegister(asked) && !isOfMarriage(asked);

export const Where = ({ form, change }: StepProps) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const { data: schemes = [], error, refetch } = useSchemes();
  const branches = schemes.find(({ id }) => id === form.scheme)?.branches ?? [];
  const whole = '-';
  const firstOf = (scheme: string): string | null => {
    const all = schemes.find(({ id }) => id === scheme)?.branches ?? [];
    return all.some(({ id }) => id === null) ? null : (all[0]?.id ?? null);
  };
  return (
    <>
      {error === null ? null : <Trouble error={error} again={() => void refetch()} />}
      <Choice label={said.scheme} required value={form.scheme} options={schemes.map(({ id, title }) => ({ value: id, label: title[language] }))} onChange={(scheme) => change({ scheme, branch: firstOf(scheme) })} />
      {branches.length < 2 ? null : <Choice label={said.branch} required value={form.branch ?? whole} options={branches.map(({ id, title }) => ({ value: id ?? whole, label: title[language] }))} onChange={(branch) => change({ branch: branch === whole ? null : branch })} />}
      <Field label={said.village} required error={form.areaCode === '' || areaLevel(form.areaCode) === 'village' ? null : said.villageNeeded}>
        {(id) => <AreaPick id={id} {...(form.areaCode === '' ? {} : { value: form.areaCode })} onChange={(areaCode) => change({ areaCode: areaCode ?? '' })} />}
      </Field>
      <DayField label={said.appliedOn} required value={form.appliedOn} onChange={(appliedOn) => change({ appliedOn })} />
    </>
  );
};

const [nameMax, idMax, phoneMax, addressMax] = [100, 24, 30, 200];
const idDigits = 18;

/** `onRecord`: whom the number belongs to. */
export const Applicant = ({ form, change, asks, onRecord }: AskingProps & { readonly onRecord: React.ReactNode }) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const holder = holderOf(form.idNumber, form.appliedOn);
  const typed = form.idNumber.replaceAll(/\s/g, '');
  const error = typed.length < idDigits || holder.ok ? null : said.expectedFound(holder.rejection.message[language], holder.rejection.expected[language], holder.rejection.actual[language]);
  const tells = holder.ok ? <span role="status">{said.holder(holder.sex === 'M' ? said.male : said.female, dayInWords(holder.birthDate, language), holder.age)}</span> : undefined;
  return (
    <>
      <TextField label={said.idNumber} required value={form.idNumber} max={idMax} error={error} help={tells} onChange={(idNumber) => change({ idNumber })} />
      {onRecord}
      <TextField label={said.name} required value={form.name} max={nameMax} onChange={(name) => change({ name })} />
      <TextField label={said.phone} value={form.phone} max={phoneMax} numeric onChange={(phone) => change({ phone })} />
      <TextField label={said.address} value={form.address} max={addressMax} onChange={(address) => change({ address })} />
      <FactsAndPapers form={form} change={change} asked={ownFacts(asks, 'self').filter((asked) => isOfRegister(asked) && !isOfMarriage(asked))} />
    </>
  );
};

export const Family = ({ form, change, asks }: AskingProps) => {
  const said = useTexts(fieldTexts);
  const spouse = ownFacts(asks, 'spouse');
  return (
    <>
      <FactsAndPapers form={form} change={change} asked={ownFacts(asks, 'self').filter(isOfMarriage)} />
      {spouse.length === 0 ? null : <Typography.Paragraph>{said.noMarriage}</Typography.Paragraph>}
      <FactsAndPapers form={form} change={change} asked={spouse.filter((asked) => isAskedNow(form, asked))} />
    </>
  );
};

const childrenMax = 20;

export const Children = ({ form, change, asks }: AskingProps) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const count = form.facts[countOfChildren] ?? '';
  const wrong = count !== '' && !(/^\d{1,2}$/.test(count) && Number(count) <= childrenMax);
  const setCount = (typed: string): void => {
    const wanted = /^\d{1,2}$/.test(typed) ? Math.min(childrenMax, Number(typed)) : 0;
    // A child that is taken off the list by a slip is back with its facts when the number is.
    change({ facts: { ...form.facts, [countOfChildren]: typed }, children: Array.from({ length: wanted }, (_, index) => String(index + 1)) });
  };
  return (
    <>
      <TextField label={said.childrenEver} value={count} max={2} numeric error={wrong ? said.wholeNumber(0, childrenMax) : null} help={said.childrenHelp} onChange={setCount} />
      {form.children.map((child) => (
        <section key={child} aria-label={factOwner(`child:${child}`, language)}>
          <Typography.Title level={3} className="apply-part">{factOwner(`child:${child}`, language)}</Typography.Title>
          <FactsAndPapers form={form} change={change} asked={childFacts(asks, child).filter((asked) => isAskedNow(form, asked))} />
        </section>
      ))}
    </>
  );
};

export const Papers = ({ form, change, asks }: AskingProps) => <FactsAndPapers form={form} change={change} asked={ownFacts(asks, 'self').filter(isOfPapers)} />;

const [accountMax, bankMax] = [40, 100];

export const Account = ({ form, change }: StepProps) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const refusal = form.accountNumber === '' ? null : checkAccountNumber(form.accountNumber);
  const warning = form.accountNumber === '' || refusal !== null ? undefined : accountWarnings(form.accountNumber)[0]?.message[language];
  return (
    <>
      <Typography.Paragraph>{said.ownAccount(form.name)}</Typography.Paragraph>
      <TextField label={said.accountNumber} value={form.accountNumber} max={accountMax} numeric error={refusal === null ? null : `${refusal.rejection.message[language]} (${refusal.rejection.expected[language]})`} help={warning} onChange={(accountNumber) => change({ accountNumber })} />
      <TextField label={said.bank} value={form.bank} max={bankMax} onChange={(bank) => change({ bank })} />
    </>
  );
};

/** Keeps what belongs to the form from being taken for one by the page around it. */
export const StepForm = ({ children, disabled }: { readonly children: React.ReactNode; readonly disabled: boolean }) => <Form component={false} layout="vertical" disabled={disabled}><Flex vertical>{children}</Flex></Form>;

