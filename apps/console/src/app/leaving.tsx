import { Modal } from 'antd';
import { useTexts } from '../texts/language';
import { sessionTexts } from './session-texts';

interface WarningProps {
  /** Drafts that would be lost; `null`: nobody wants to leave. */
  readonly unsent: number | null;
  readonly isUnderWay: boolean;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Says what signing out would lose before it does. */
export const LeavingWarning = ({ unsent, isUnderWay, onLeave, onStay }: WarningProps) => {
  const said = useTexts(sessionTexts);
  const count = unsent ?? 0;
  return (
    <Modal open={unsent !== null} title={said.leave} okText={said.leaveAnyway(count)} okButtonProps={{ danger: true }} cancelText={said.stay} confirmLoading={isUnderWay} onOk={onLeave} onCancel={onStay} destroyOnHidden>
      {said.unsent(count)}
    </Modal>
  );
};
