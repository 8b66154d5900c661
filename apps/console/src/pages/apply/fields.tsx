import { Form, Input, Radio, Select } from 'antd';
import { ReactNode, useId } from 'react';
import { parseDate } from '@zhibu/kernel';
import { paperSpec } from '@zhibu/policy';
import type { FactSpec } from '@zhibu/policy';
import { AskedFact, paperKeyOf } from '../../drafts/asked-facts';
import type { ApplyForm, PaperTyped } from '../../drafts/draft';
import { factOwner } from '../../shared/fact-words';
import { todayInCounty } from '../../shared/today';
import { writtenDay } from '../../shared/written-day';
import { useLanguage, useTexts } from '../../texts/language';
import { fieldTexts } from './texts';

export interface StepProps {
  readonly form: ApplyForm;
  readonly change: (patch: Partial<ApplyForm>) => void;
}

interface FieldProps {
  readonly label: string;
  readonly error?: string | null;
  readonly help?: ReactNode;
  readonly required?: boolean;
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A control with its label, and below it what it is for or what is wrong with it. */
export const Field = ({ label, error = null, help, required = false, children }: FieldProps) => {
  const id = useId();
  const says = error ?? help;
  return (
    <Form.Item label={label} htmlFor={id} required={required} validateStatus={error === null ? '' : 'error'} help={says === undefined ? undefined : <span id={`${id}-help`} role={error === null ? undefined : 'alert'}>{says}</span>}>
      {children(id, says === undefined ? undefined : `${id}-help`)}
    </Form.Item>
  );
};

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
  readonly numeric?: boolean;
}

/** Browsers are told to remember none of it. */
export const TextField = ({ value, max, onChange, numeric = false, ...rest }: TextFieldProps) => (
  <Field {...rest}>{(id, describedBy) => <Input id={id} aria-describedby={describedBy} value={value} maxLength={max} autoComplete="off" inputMode={numeric ? 'numeric' : 'text'} onChange={({ target }) => onChange(target.value)} />}</Field>
);

const dayCharacters = 10;

/** A day by its digits: quicker by keyboard than any calendar, and the same on a phone. */
export const DayField = ({ value, onChange, help, ...rest }: Omit<TextFieldProps, 'max' | 'numeric' | 'error'>) => {
  const said = useTexts(fieldTexts);
  const error = value.length < dayCharacters ? null : !parseDate(value).ok ? said.notADay : value > todayInCounty() ? said.notInFuture : null;
  return <TextField {...rest} value={value} max={dayCharacters} numeric error={error} help={help ?? said.day} onChange={(typed) => onChange(writtenDay(typed))} />;
};

const yuanCharacters = 16;

const errorOf = (spec: FactSpec, value: string, said: { readonly wholeNumber: (min: number, max: number) => string; readonly yuan: string }): string | null => {
  if (value === '') return null;
  if (spec.type === 'integer' && !(/^\d{1,3}$/.test(value) && Number(value) >= (spec.min ?? 0) && Number(value) <= (spec.max ?? 999))) return said.wholeNumber(spec.min ?? 0, spec.max ?? 999);
  return spec.type === 'yuan' && !/^\d{1,13}(\.\d{1,2})?$/.test(value) ? said.yuan : null;
};

/** A question in the form that its fact has in the vocabulary. */
export const FactField = ({ asked: { key, spec }, form, change }: StepProps & { readonly asked: AskedFact }) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const value = form.facts[key] ?? '';
  const set = (next: string): void => change({ facts: { ...form.facts, [key]: next } });
  const label = spec.text[language];
  switch (spec.type) {
    case 'boolean':
    case 'choice': {
      const options = spec.type === 'boolean' ? [{ value: 'true', label: said.yes }, { value: 'false', label: said.no }] : Object.entries(spec.choices ?? {}).map(([code, words]) => ({ value: code, label: words[language] }));
      return <Choice label={label} value={value} options={options} onChange={set} />;
    }
    case 'date':
      return <DayField label={label} value={value} onChange={set} />;
    case 'integer':
    case 'yuan':
      return <TextField label={label} value={value} max={yuanCharacters} numeric error={errorOf(spec, value, said)} onChange={set} />;
    case 'month':
    case 'area':
      return <TextField label={label} value={value} max={12} numeric onChange={set} />;
  }
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
  readonly onChange: (value: string) => void;
}

const radiosMax = 4;

export const Choice = ({ label, value, options, required = false, onChange }: ChoiceProps) => {
  const id = useId();
  if (options.length > radiosMax) {
    return <Form.Item label={label} htmlFor={id} required={required}><Select id={id} value={value === '' ? null : value} options={[...options]} onChange={(next: string | null) => onChange(next ?? '')} /></Form.Item>;
  }
  return (
    <Form.Item label={<span id={id}>{label}</span>} required={required}>
      <Radio.Group aria-labelledby={id} name={id} value={value} options={[...options]} onChange={({ target }) => onChange(String(target.value))} />
    </Form.Item>
  );
};

const noPaper: PaperTyped = { reference: '', issuedBy: '', issuedOn: '' };
const [referenceMax, issuerMax] = [200, 200];

/** What a document says of itself, once for all facts that it tells. */
export const PaperFields = ({ asked: { paper, of }, form, change }: StepProps & { readonly asked: Pick<AskedFact, 'paper' | 'of'> }) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const key = paperKeyOf(paper, of);
  const typed = form.papers[key] ?? noPaper;
  const set = (patch: Partial<PaperTyped>): void => change({ papers: { ...form.papers, [key]: { ...typed, ...patch } } });
  const name = `${paperSpec(paper)?.text[language] ?? paper}${key === paper || of === 'self' ? '' : ` · ${factOwner(of, language)}`}`;
  return (
    <fieldset className="apply-paper">
      <legend>{name}</legend>
      <TextField label={said.reference} value={typed.reference} max={referenceMax} onChange={(reference) => set({ reference })} />
      <TextField label={said.issuedBy} value={typed.issuedBy} max={issuerMax} onChange={(issuedBy) => set({ issuedBy })} />
      <DayField label={said.issuedOn} value={typed.issuedOn} onChange={(issuedOn) => set({ issuedOn })} />
    </fieldset>
  );
};

/** Facts with the documents that tell them below, each document once. */
export const FactsAndPapers = ({ asked, ...step }: StepProps & { readonly asked: readonly AskedFact[] }) => {
  const papers = [...new Map(asked.map((each) => [paperKeyOf(each.paper, each.of), each])).values()];
  return (
    <>
      {asked.map((each) => <FactField key={each.key} asked={each} {...step} />)}
      {papers.map((each) => <PaperFields key={paperKeyOf(each.paper, each.of)} asked={each} {...step} />)}
    </>
  );
};
