import { Button, Form, Input } from 'antd';
import { text } from '@zhibu/kernel';
import { useTexts } from '../texts/language';
import { Busy } from './busy';
import './look-reason.css';
import { Trouble } from './trouble';

const reasonCharactersMax = 500;

const texts = {
  why: text('为何查看？查看会先记入此人的查阅记录。', 'Why do you look? The look is recorded for this person first.'),
  reason: text('查看理由', 'Reason for looking'),
  missing: text('请填写查看理由', 'Enter the reason'),
} as const;

interface LookReasonProps {
  readonly isUnderWay: boolean;
  readonly error: Error | null;
  readonly waitsFor: string;
  /** What the button does, after the look is on record. */
  readonly verb: string;
  readonly onLook: (reason: string) => void;
}

/** The reason first: the look is recorded before anything of a person is read. */
export const LookReason = ({ isUnderWay, error, waitsFor, verb, onLook }: LookReasonProps) => {
  const said = useTexts(texts);
  return (
    <Form name="why-look" layout="vertical" requiredMark={false} className="look-reason" onFinish={({ reason }: { reason: string }) => onLook(reason.trim())}>
      <p>{said.why}</p>
      <Form.Item name="reason" label={said.reason} rules={[{ required: true, whitespace: true, message: said.missing }]}>
        <Input maxLength={reasonCharactersMax} autoFocus />
      </Form.Item>
      {error === null ? null : <Trouble error={error} />}
      <Button type="primary" htmlType="submit" loading={isUnderWay}>{verb}</Button>
      {isUnderWay ? <Busy waitsFor={waitsFor} /> : null}
    </Form>
  );
};
