import { Form, Input, Radio, Select } from 'antd';
import { factSpec, factSpecs, ownerKind } from '@zhibu/policy';
import type { FactOwner } from '@zhibu/policy';
import { AreaName } from '../area-name';
import { DayInput } from '../day-input';
import { evidenceKinds } from '../evidence/evidence-words';
import { factOwner } from '../fact-words';
import { Hint } from '../hint';
import { todayInCounty } from '../today';
import { useLanguage, useTexts } from '../../texts/language';
import { Given, said as filled } from './record-body';
import { recordTexts } from './texts';

/** What somebody records of a person. */
export type Recorded = 'account' | 'contact' | 'fact' | 'move' | 'death' | 'undoDeath';

const sourceKinds = ['id-card', 'household-register', 'certificate', 'attestation', 'declaration'] as const;
const [nameMax, referenceMax, reasonMax, phoneMax, addressMax] = [100, 200, 500, 30, 200];
const childrenMax = 9;
const owners: readonly FactOwner[] = ['self', 'spouse', ...Array.from({ length: childrenMax }, (_, index): FactOwner => `child:c${index + 1}`)];

const useNeeded = () => {
  const said = useTexts(recordTexts);
  return [{ required: true, whitespace: true, message: said.required }];
};

const Line = ({ name, label, max, needed = true, extra }: { readonly name: keyof Given; readonly label: string; readonly max: number; readonly needed?: boolean; readonly extra?: React.ReactNode }) => {
  const rules = useNeeded();
  return <Form.Item name={name} label={label} extra={extra} {...(needed ? { rules } : {})}><Input maxLength={max} autoComplete="off" /></Form.Item>;
};

const Day = ({ name = 'day', label }: { readonly name?: 'day' | 'issuedOn'; readonly label: string }) => {
  const rules = useNeeded();
  return <Form.Item name={name} label={label} {...(name === 'day' ? { rules } : {})}><DayInput max={todayInCounty()} /></Form.Item>;
};

export const RecordFields = ({ what }: { readonly what: Recorded }) => {
  const said = useTexts(recordTexts);
  switch (what) {
    case 'account':
      return (
        <>
          <Form.Item name="accountNumber" label={said.accountNumber} rules={[{ required: true, pattern: /^\s*[0-9A-Za-z-]{4,40}\s*$/, message: said.accountNumberRule }]}><Input maxLength={40} inputMode="numeric" autoComplete="off" /></Form.Item>
          <Line name="holderName" label={said.holder} max={nameMax} extra={<Hint asks={said.holderAsked} answer={said.holderAnswer} />} />
          <Line name="bank" label={said.bank} max={nameMax} />
          <Day label={said.validFrom} />
        </>
      );
    case 'contact':
      return (
        <>
          <Line name="name" label={said.personName} max={nameMax} needed={false} />
          <Line name="phone" label={said.phone} max={phoneMax} needed={false} />
          <Form.Item name="address" label={said.address} dependencies={['name', 'phone']} rules={[({ getFieldsValue }) => ({ validator: async () => {
            const { name, phone, address } = getFieldsValue(['name', 'phone', 'address']) as Given;
            if ([name, phone, address].every((each) => filled(each) === undefined)) throw new Error(said.atLeastOne);
          } })]}><Input maxLength={addressMax} autoComplete="off" /></Form.Item>
          <Line name="reason" label={said.reason} max={reasonMax} />
        </>
      );
    case 'fact':
      return <FactFields />;
    case 'move':
      return <><ToArea /><Day label={said.movedOn} /></>;
    case 'death':
      return <Day label={said.diedOn} />;
    case 'undoDeath':
      return <Line name="reason" label={said.reason} max={reasonMax} />;
  }
};

const ToArea = () => {
  const said = useTexts(recordTexts);
  const typed = Form.useWatch('toArea') as string | undefined;
  const isWhole = /^\d{12}$/.test(typed ?? '');
  return <Form.Item name="toArea" label={said.toArea} extra={isWhole ? <AreaName code={typed ?? ''} /> : undefined} rules={[{ required: true, pattern: /^\d{12}$/, message: said.toAreaRule }]}><Input maxLength={12} inputMode="numeric" autoComplete="off" /></Form.Item>;
};

/** In the form that the fact has in the vocabulary. */
const FactFields = () => {
  const said = useTexts(recordTexts);
  const { language } = useLanguage();
  const needed = useNeeded();
  const form = Form.useFormInstance<Given>();
  const [of = 'self', name] = [Form.useWatch('of', form), Form.useWatch('fact', form)];
  const spec = factSpec(name ?? '');
  const choices = spec?.type === 'boolean' ? { true: said.yes, false: said.no } : spec?.choices === undefined ? null : Object.fromEntries(Object.entries(spec.choices).map(([code, words]) => [code, words[language]]));
  return (
    <>
      <Form.Item name="of" label={said.owner} extra={<Hint asks={said.ownerAsked} answer={said.ownerAnswer} />} rules={needed}><Select options={owners.map((value) => ({ value, label: factOwner(value, language) }))} onChange={() => form.resetFields(['fact', 'value'])} /></Form.Item>
      <Form.Item name="fact" label={said.factName} rules={needed}><Select showSearch={{ optionFilterProp: 'label' }} options={factSpecs.filter(({ owners: its }) => its.includes(ownerKind(of))).map(({ name: value, text }) => ({ value, label: text[language] }))} onChange={() => form.resetFields(['value'])} /></Form.Item>
      <Form.Item name="value" label={said.value} rules={needed}>
        {choices !== null ? <Radio.Group options={Object.entries(choices).map(([value, label]) => ({ value, label }))} /> : spec?.type === 'date' ? <DayInput /> : <Input maxLength={20} autoComplete="off" inputMode={spec?.type === 'integer' ? 'numeric' : 'text'} />}
      </Form.Item>
      <Day label={said.since} />
    </>
  );
};

/** Nothing is recorded without the document that tells it. */
export const PaperFields = () => {
  const said = useTexts(recordTexts);
  const { language } = useLanguage();
  return (
    <fieldset className="record-paper">
      <legend>{said.paper}</legend>
      <Form.Item name="kind" label={said.kind} rules={[{ required: true, message: said.required }]}><Select options={sourceKinds.map((value) => ({ value, label: evidenceKinds[value][language] }))} /></Form.Item>
      <Line name="reference" label={said.reference} max={referenceMax} />
      <Line name="issuedBy" label={said.issuedBy} max={referenceMax} needed={false} />
      <Day name="issuedOn" label={said.issuedOn} />
    </fieldset>
  );
};
