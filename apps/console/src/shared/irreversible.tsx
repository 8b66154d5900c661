import { Alert, Modal } from 'antd';
import { ReactNode } from 'react';
import { useTexts } from '../texts/language';
import { Busy } from './busy';
import { texts } from './texts';

interface IrreversibleProps {
  readonly open: boolean;
  readonly title: string;
  /** Exactly what will happen, to how many people and for how much. */
  readonly children: ReactNode;
  /** The verb of the button: what is done, never "OK". */
  readonly verb: string;
  readonly isUnderWay: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks before what cannot be taken back. */
export const Irreversible = ({ open, title, children, verb, isUnderWay, onYes, onNo }: IrreversibleProps) => {
  const said = useTexts(texts);
  return (
    <Modal open={open} title={title} okText={verb} cancelText={said.leave} confirmLoading={isUnderWay} onOk={onYes} onCancel={onNo} destroyOnHidden>
      {children}
      {isUnderWay ? <Busy waitsFor={title} /> : null}
      <Alert type="warning" showIcon title={said.noWayBack} />
    </Modal>
  );
};
