import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { parseYuan } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { DayInput } from '../../shared/day-input';
import { sayDone } from '../../shared/done';
import { Level, levelWords, levelsInOrder } from '../../shared/finance-words';
import { Irreversible } from '../../shared/irreversible';
import '../../shared/step.css';
import { yuanOf } from '../../shared/money';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useAreaName } from '../../shared/use-areas';
import { useCommand } from '../../shared/use-command';
import { useSchemeName, useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

interface Filled {
  readonly scheme: string;
  readonly areaCode: string;
  readonly year: number;
  readonly level: Level;
  readonly document: string;
  readonly yuan: string;
  readonly receiptNo?: string;
  readonly receivedOn?: string;
}

type Kind = 'receipt' | 'overdraft';
const rolesOf = { receipt: ['finance-preparer', 'finance-approver'], overdraft: ['finance-approver'] } as const;

/** Fen of what was typed; what is no amount never gets this far. */
const fenOf = (yuan: string): number => {
  const parsed = parseYuan(yuan);
  return parsed.ok ? parsed.value : 0;
};

/** Money that arrived, or a decision to pay before it does: filled in, read back, then recorded. */
export const RecordMoney = ({ kind }: { readonly kind: Kind }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [form] = Form.useForm<Filled>();
  const [isOpen, setOpen] = useState(false);
  const [filled, setFilled] = useState<Filled | null>(null);
  const wanted: readonly string[] = rolesOf[kind];
  const areas = me.roles.filter(({ role }) => wanted.includes(role)).map(({ areaCode }) => areaCode);
  const verb = kind === 'receipt' ? said.record : said.allow;
  if (areas.length === 0) return <div className="step"><Button disabled>{verb}</Button><small className="step-why">{kind === 'receipt' ? said.onlyFinance : said.onlyApprover}</small></div>;
  const done = () => {
    setFilled(null);
    setOpen(false);
    sayDone(said.recorded);
  };
  return (
    <>
      <Button type={kind === 'receipt' ? 'primary' : 'default'} onClick={() => setOpen(true)}>{verb}</Button>
      <Modal open={isOpen && filled === null} title={verb} okText={verb} onOk={() => form.submit()} onCancel={() => setOpen(false)}>
        <Form form={form} name={kind} layout="vertical" requiredMark={false} initialValues={{ areaCode: areas[0], year: new Date().getFullYear() }} onFinish={setFilled}>
          <Fields kind={kind} areas={areas} />
        </Form>
      </Modal>
      {filled === null ? null : <ReadBack kind={kind} filled={filled} verb={verb} onDone={done} onLeave={() => setFilled(null)} />}
    </>
  );
};

const Fields = ({ kind, areas }: { readonly kind: Kind; readonly areas: readonly string[] }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const [today] = useState(todayInCounty);
  const required = [{ required: true, message: said.required }];
  const amount = { validator: (_: unknown, yuan: string | undefined) => { const parsed = parseYuan(yuan ?? ''); return parsed.ok && (parsed.value > 0 || (kind === 'overdraft' && parsed.value === 0)) ? Promise.resolve() : Promise.reject(new Error(said.notAnAmount)); } };
  return (
    <>
      <Form.Item name="scheme" label={said.scheme} rules={required}><Select options={(schemes ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))} /></Form.Item>
      <Form.Item name="areaCode" label={said.area} rules={required}><Select options={areas.map((value) => ({ value, label: <AreaLabel code={value} /> }))} /></Form.Item>
      <Form.Item name="year" label={said.year} rules={required}><InputNumber min={1980} max={2200} /></Form.Item>
      <Form.Item name="level" label={said.level} rules={required}><Select options={levelsInOrder.map((value) => ({ value, label: levelWords[value][language] }))} /></Form.Item>
      <Form.Item name="yuan" label={kind === 'receipt' ? said.amount : said.limit} rules={[amount]}><Input inputMode="decimal" autoComplete="off" /></Form.Item>
      {kind === 'overdraft' ? null : (
        <>
          <Form.Item name="receiptNo" label={said.receiptNo} rules={required}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="receivedOn" label={said.receivedOn} rules={required}><DayInput max={today} /></Form.Item>
        </>
      )}
      <Form.Item name="document" label={said.document} rules={required}><Input maxLength={200} autoComplete="off" /></Form.Item>
    </>
  );
};

const AreaLabel = ({ code }: { readonly code: string }) => <>{useAreaName(code)}</>;

interface ReadBackProps {
  readonly kind: Kind;
  readonly filled: Filled;
  readonly verb: string;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}

const ReadBack = ({ kind, filled, verb, onDone, onLeave }: ReadBackProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const command = useCommand(({ yuan, receiptNo = '', receivedOn = '', scheme, areaCode, year, level, document }: Filled, header) => {
    const account = { scheme, areaCode, year, level, document };
    const params = { header };
    return kind === 'receipt'
      ? api.POST('/api/v1/funds/receipts', { params, body: { ...account, receiptNo, receivedOn, amountFen: fenOf(yuan) } }).then(() => null)
      : api.POST('/api/v1/funds/overdrafts', { params, body: { ...account, limitFen: fenOf(yuan) } }).then(() => null);
  });
  const what = (kind === 'receipt' ? said.recordWhat : said.allowWhat)(yuanOf(fenOf(filled.yuan), language), levelWords[filled.level][language], `${nameOf(filled.scheme)} ${filled.year}`);
  return (
    <Irreversible open title={verb} verb={verb} isUnderWay={command.isPending} onYes={() => command.mutate(filled, { onSuccess: onDone })} onNo={onLeave}>
      <p>{what}</p>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Irreversible>
  );
};
