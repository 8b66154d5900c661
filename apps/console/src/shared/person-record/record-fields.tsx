import { Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { AreaLevel, areaLevel, areaPath } from '@zhibu/kernel';
import { factSpec, factSpecs, ownerKind } from '@zhibu/policy';
import type { FactOwner } from '@zhibu/policy';
import { AreaName } from '../area-name';
import { DayInput } from '../day-input';
import { evidenceKinds } from '../evidence/evidence-words';
import { factOwner } from '../fact-words';
import { Hint } from '../hint';
import { todayInCounty } from '../today';
import { Trouble } from '../trouble';
import { useAreaTree } from '../use-area-tree';
import { useLanguage, useTexts } from '../../texts/language';
import { Given, said as filled } from './record-body';
import { recordTexts } from './texts';

/** What somebody records of a person. */
export type Recorded = 'account' | 'contact' | 'fact' | 'family' | 'move' | 'death' | 'undoDeath';

const sourceKinds = ['id-card', 'household-register', 'certificate', 'attestation', 'declaration'] as const;
const [nameMax, referenceMax, phoneMax, addressMax] = [100, 200, 30, 200];
export const reasonMax = 500;
const childrenMax = 9;
const owners: readonly FactOwner[] = ['self', 'spouse', ...Array.from({ length: childrenMax }, (_, index): FactOwner => `child:c${index + 1}`)];

const useNeeded = () => {
  const said = useTexts(recordTexts);
  return [{ required: true, whitespace: true, message: said.required }];
};

export const Line = ({ name, label, max, needed = true, extra }: { readonly name: keyof Given; readonly label: string; readonly max: number; readonly needed?: boolean; readonly extra?: React.ReactNode }) => {
  const rules = useNeeded();
  return <Form.Item name={name} label={label} extra={extra} {...(needed ? { rules } : {})}><Input maxLength={max} autoComplete="off" /></Form.Item>;
};

const Day = ({ name = 'day', label }: { readonly name?: 'day' | 'issuedOn' | 'until'; readonly label: string }) => {
  const rules = useNeeded();
  return <Form.Item name={name} label={label} {...(name === 'day' ? { rules } : {})}><DayInput max={todayInCounty()} /></Form.Item>;
};

interface RecordFieldsProps {
  readonly what: Recorded;
  /** Where the person lives. */
  readonly areaCode: string;
}

export const RecordFields = ({ what, areaCode }: RecordFieldsProps) => {
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
    case 'family':
      return <FamilyFields />;
    case 'move':
      return <><ToArea from={areaCode} /><Day label={said.movedOn} /></>;
    case 'death':
      return <Day label={said.diedOn} />;
    case 'undoDeath':
      return <Line name="reason" label={said.reason} max={reasonMax} />;
  }
};

/** By name within the county, where most people move; by its code elsewhere, which nobody here has a list of. */
const ToArea = ({ from }: { readonly from: string }) => {
  const said = useTexts(recordTexts);
  const form = Form.useFormInstance<Given>();
  const [where, setWhere] = useState<'here' | 'elsewhere'>('here');
  const typed = Form.useWatch('toArea', form);
  const isWhole = /^\d{12}$/.test(typed ?? '');
  const ask = (next: typeof where): void => {
    setWhere(next);
    form.resetFields(['toArea']);
  };
  return (
    <>
      <Form.Item label={said.movedTo}><Radio.Group value={where} onChange={({ target }) => ask(target.value as typeof where)} options={[{ value: 'here', label: said.here }, { value: 'elsewhere', label: said.elsewhere }]} /></Form.Item>
      {where === 'here' ? <VillageOfCounty from={from} /> : (
        <Form.Item name="toArea" label={said.toCode} extra={isWhole ? <AreaName code={typed ?? ''} /> : undefined} rules={[{ required: true, pattern: /^\d{12}$/, message: said.toCodeRule }]}><Input maxLength={12} inputMode="numeric" autoComplete="off" /></Form.Item>
      )}
    </>
  );
};

const areaAt = (code: string, level: AreaLevel): string => areaPath(code).find((each) => areaLevel(each) === level) ?? code;

/** With the township before or behind it, because every township has a "Village 1". */
const VillageOfCounty = ({ from }: { readonly from: string }) => {
  const said = useTexts(recordTexts);
  const { language } = useLanguage();
  const needed = useNeeded();
  const { data: areas = [], isFetching, error, refetch } = useAreaTree(areaAt(from, 'county'));
  const townships = new Map(areas.filter(({ code }) => areaLevel(code) === 'township').map(({ code, name }) => [code, name[language]]));
  const villages = areas.filter(({ code }) => areaLevel(code) === 'village' && code !== from).map(({ code, name }) => {
    const township = townships.get(areaAt(code, 'township')) ?? '';
    return { value: code, label: language === 'zh' ? `${township}${name.zh}` : `${name.en}, ${township}` };
  });
  return (
    <>
      <Form.Item name="toArea" label={said.toVillage} rules={needed}><Select options={villages} loading={isFetching} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
      {error === null ? null : <Trouble error={error} again={() => void refetch()} />}
    </>
  );
};

/** Somebody registered here, by the number that their papers have. */
const FamilyFields = () => {
  const said = useTexts(recordTexts);
  const needed = useNeeded();
  return (
    <>
      <Form.Item name="relation" label={said.relation} rules={needed}><Radio.Group options={(['spouse', 'child', 'parent'] as const).map((value) => ({ value, label: said[value] }))} /></Form.Item>
      <Form.Item name="relative" label={said.relative} rules={[{ required: true, pattern: /^\s*(\d{15}|\d{17}[\dXx])\s*$/, message: said.relativeRule }]}><Input maxLength={18} autoComplete="off" /></Form.Item>
      <Day label={said.since} />
      <Day name="until" label={said.until} />
    </>
  );
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
