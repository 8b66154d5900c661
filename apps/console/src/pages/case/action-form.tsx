import { Form, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { ApiClient } from '../../api/client';
import { NoLine } from '../../api/problem';
import { Rejection } from '@zhibu/kernel';
import { Busy } from '../../shared/busy';
import { EvidenceItem, namedAgain, useCaseEvidence } from '../../shared/evidence/case-evidence';
import { EvidencePiece, namedOf, pieceOf } from '../../shared/evidence/piece';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { Action } from './action';
import { Fields } from './action-fields';
import { CaseView } from './case-state';
import { objectionIdOf } from '../../shared/take-objection';
import { ObjectionSaid } from './looked';
import { Asking, Outcome } from './may-now';
import { Meanwhile } from './meanwhile-shown';
import { namesIn } from '../../shared/names-in';
import { actionTexts } from './texts';
import { CommandHeaders, useCaseCommand } from './use-case';

/** What the forms give; each action has some of it. */
export interface Given {
  readonly opinion?: 'agree' | 'disagree';
  readonly outcome?: Outcome;
  readonly reasons?: readonly string[];
  readonly note?: string;
  readonly reviewers?: string;
  readonly statement?: string;
  readonly objectionId?: string;
  readonly upheld?: boolean;
  readonly reason?: string;
  readonly stage?: string;
  readonly basis?: 'appeal' | 'new-evidence' | 'error-found';
  readonly branch?: string;
  readonly evidence?: readonly EvidencePiece[];
}

interface Sending {
  readonly api: ApiClient;
  readonly asking: Asking;
  readonly headers: CommandHeaders;
}

const send = async (action: Action, given: Given, { api, asking: { state }, headers: header }: Sending) => {
  const path = { applicationId: state.applicationId };
  const stage = state.stage ?? '';
  const { note = '', reason = '' } = given;
  switch (action) {
    case 'sign':
      return api.POST('/api/v1/applications/{applicationId}/signatures', { params: { path, header }, body: { stage, opinion: given.opinion ?? 'agree', note } });
    case 'decide':
      return api.POST('/api/v1/applications/{applicationId}/decisions', { params: { path, header }, body: { stage, outcome: given.outcome ?? 'returned', reasons: [...(given.reasons ?? [])], note, reviewers: namesIn(given.reviewers) } });
    case 'close':
      return api.POST('/api/v1/applications/{applicationId}/notices/{stage}/closing', { params: { path: { ...path, stage }, header } });
    case 'object':
      return api.POST('/api/v1/applications/{applicationId}/objections', { params: { path, header }, body: { objectionId: objectionIdOf(state.objections.length + 1), statement: given.statement ?? '' } });
    case 'resolve':
      return api.POST('/api/v1/applications/{applicationId}/objections/{objectionId}/resolution', { params: { path: { ...path, objectionId: given.objectionId ?? '' }, header }, body: { upheld: given.upheld === true, note } });
    case 'correct':
      return api.POST('/api/v1/applications/{applicationId}/corrections', { params: { path, header }, body: { branch: given.branch === undefined ? state.branch : given.branch === '' ? null : given.branch, evidence: namedOf(given.evidence ?? []), note } });
    case 'withdraw':
      return api.POST('/api/v1/applications/{applicationId}/withdrawal', { params: { path, header }, body: { reason } });
    case 'reopen':
      return api.POST('/api/v1/applications/{applicationId}/reopenings', { params: { path, header }, body: { stage: given.stage ?? '', reason, basis: given.basis ?? 'appeal' } });
  }
};

interface ActionFormProps {
  readonly action: Action | null;
  readonly asking: Asking;
  readonly view: CaseView;
  readonly objections: readonly ObjectionSaid[] | null;
  readonly want: (version: number) => void;
  /** Why the chosen action is out of reach now; `undefined` when it makes no sense where the case stands now. */
  readonly refusal: Rejection | null | undefined;
  readonly onClose: () => void;
}

/** The form of whichever action was chosen. The button says what is done; a refusal stays beside what was typed. */
export const ActionForm = ({ action, ...rest }: ActionFormProps) =>
  (action === null ? null : action === 'correct' ? <Correction key={action} {...rest} /> : <Opened key={action} action={action} evidence={none} {...rest} />);

const none: readonly EvidenceItem[] = [];

/** A correction names its evidence anew, and what it does not name no longer counts: so the form begins with what the case has, or not at all. */
const Correction = (props: Omit<ActionFormProps, 'action'>) => {
  const said = useTexts(actionTexts);
  const { applicationId, version } = props.view;
  // As it was when the form was opened: what was typed stays when the case moves on.
  const [opened] = useState(version);
  const { data: evidence, error, isFetching, refetch } = useCaseEvidence(applicationId, opened, true);
  if (evidence !== undefined) return <Opened action="correct" evidence={evidence} {...props} />;
  return (
    <Modal open title={said.correct} footer={null} onCancel={props.onClose}>
      {error !== null && !isFetching ? <Trouble error={error} again={() => void refetch()} /> : <Busy waitsFor={said.readingEvidence} />}
    </Modal>
  );
};

const Opened = ({ action, evidence, asking, view, objections, want, refusal, onClose }: ActionFormProps & { readonly action: Action; readonly evidence: readonly EvidenceItem[] }) => {
  const api = useApi();
  const said = useTexts(actionTexts);
  const [form] = Form.useForm<Given>();
  // Sent for what was seen when the form was opened, or looked at since: nobody decides on what they have not seen.
  const [seen, setSeen] = useState(view);
  const command = useCaseCommand<Given>({ version: seen.version, want, onDone: onClose, send: (given, headers) => send(action, given, { api, asking, headers }) });
  const outcome = Form.useWatch('outcome', form);
  // After a cut line what changed may be the very step that was sent: sending it again tells.
  const isOld = view.version > seen.version && !(command.error instanceof NoLine);
  const goOn = (): void => {
    setSeen(view);
    command.reset();
  };
  const what = action === 'withdraw' ? said.withdrawWhat : action === 'correct' ? said.correctWhat : action === 'close' ? said.closeWhat : action === 'decide' && outcome === 'refused' ? said.refuseWhat : null;
  return (
    <Modal open title={said[action]} okText={said[action]} cancelText={said.cancel} confirmLoading={command.isPending} okButtonProps={{ disabled: isOld }} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      <Form<Given> form={form} name="case-action" layout="vertical" onFinish={(given) => command.mutate(given)} initialValues={{ branch: asking.state.branch ?? '', evidence: namedAgain(evidence).map(pieceOf) }}>
        {what === null ? null : <Typography.Paragraph>{what}</Typography.Paragraph>}
        <Fields action={action} asking={asking} objections={objections} outcome={outcome} evidence={evidence} />
      </Form>
      {isOld ? <Meanwhile seen={seen} now={view} procedure={asking.procedure} refusal={refusal} onGoOn={goOn} /> : command.isError ? <Trouble error={command.error} /> : null}
    </Modal>
  );
};
