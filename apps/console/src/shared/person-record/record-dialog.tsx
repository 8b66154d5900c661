import { Form, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/language';
import { todayInCounty } from '../today';
import { Trouble } from '../trouble';
import { useCommand } from '../use-command';
import type { Given } from './record-body';
import { PaperFields } from './record-fields';
import { recordTexts } from './texts';

export interface CommandHeader {
  readonly 'Idempotency-Key': string;
}

interface RecordDialogProps {
  /** Sets the fields of one form apart from those of another on the same page. */
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly send: (given: Given, header: CommandHeader) => Promise<void>;
  /** Whether a document has to tell it; it does. */
  readonly hasPaper?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form for what somebody records of a person: its own fields, and the document that tells it. */
export const RecordDialog = ({ name, title, what, send, hasPaper = true, onClose, children }: RecordDialogProps) => {
  const said = useTexts(recordTexts);
  const [form] = Form.useForm<Given>();
  const command = useCommand(send);
  return (
    <Modal open title={title} okText={title} cancelText={said.cancel} confirmLoading={command.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      <Typography.Paragraph>{what}</Typography.Paragraph>
      <Form<Given> form={form} name={`record-${name}`} layout="vertical" autoComplete="off" initialValues={{ kind: 'declaration', of: 'self', day: todayInCounty() }} onFinish={(given) => command.mutate(given)}>
        {children}
        {hasPaper ? <PaperFields /> : null}
      </Form>
      {command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};
