import { Button, Form, Input } from 'antd';
import { AreaPick } from '../../shared/area-pick';
import { useTexts } from '../../texts/language';
import './search.css';
import { texts } from './texts';

export interface Asked {
  readonly name?: string;
  readonly number?: string;
  readonly areaCode?: string;
  readonly reason: string;
}

const numberPattern = /^(\d{2,5}[\dXx]|\d{15}|\d{17}[\dXx])$/;

const trimmed = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value.trim());

/** Name, number or area, and always a reason. Browsers are told to remember none of it. */
export const SearchForm = ({ isToType, isUnderWay, onAsked }: { readonly isToType: boolean; readonly isUnderWay: boolean; readonly onAsked: (asked: Asked) => void }) => {
  const said = useTexts(texts);
  const [form] = Form.useForm<Asked>();
  const finish = ({ name, number, areaCode, reason }: Asked): void => {
    const [byName, byNumber] = [trimmed(name), trimmed(number)];
    if (byName === undefined && byNumber === undefined && areaCode === undefined) {
      form.setFields([{ name: 'name', errors: [said.atLeastOne] }]);
      return;
    }
    onAsked({ reason: reason.trim(), ...(byName === undefined ? {} : { name: byName }), ...(byNumber === undefined ? {} : { number: byNumber }), ...(areaCode === undefined ? {} : { areaCode }) });
  };
  return (
    <Form<Asked> name="search" form={form} layout="vertical" className="search-form" autoComplete="off" onFinish={finish}>
      <Form.Item name="name" label={said.name}><Input autoFocus={isToType} maxLength={50} autoComplete="off" allowClear /></Form.Item>
      <Form.Item name="number" label={said.number} rules={[{ pattern: numberPattern, message: said.numberWrong, transform: (value: string | undefined) => value?.trim() ?? '' }]}><Input maxLength={18} autoComplete="off" allowClear /></Form.Item>
      <Form.Item name="areaCode" label={said.village}><AreaPick /></Form.Item>
      <Form.Item name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.reasonNeeded }]}><Input maxLength={500} autoComplete="off" /></Form.Item>
      <Form.Item className="search-go"><Button type="primary" htmlType="submit" loading={isUnderWay}>{said.find}</Button></Form.Item>
    </Form>
  );
};
