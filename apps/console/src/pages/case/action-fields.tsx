import { Alert, Form, Input, Radio, Select } from 'antd';
import { opinions, outcomes as outcomeWords, reopeningBases } from '../../shared/case-words';
import { EvidenceItem, namedAgain } from '../../shared/evidence/case-evidence';
import { EvidenceField } from '../../shared/evidence/evidence-field';
import { EvidencePiece, isWhole } from '../../shared/evidence/piece';
import { Hint } from '../../shared/hint';
import { useSchemes } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { Action } from './action';
import { ObjectionSaid } from './looked';
import { Asking, Outcome, outcomes, reviewsReached, whyNotDecide } from './may-now';
import { namesIn } from '../../shared/names-in';
import { hintTexts } from './hint-words';
import { actionTexts } from './texts';
import { useRefusalWords } from './why-not-words';

interface FieldsProps {
  readonly action: Action;
  readonly asking: Asking;
  readonly objections: readonly ObjectionSaid[] | null;
  readonly outcome: Outcome | undefined;
  /** What the case names so far. */
  readonly evidence: readonly EvidenceItem[];
}

/** Longest texts that the service takes. */
const [noteMax, statementMax, reasonMax] = [1_000, 2_000, 500];

export const Fields = ({ action, asking, objections, outcome, evidence }: FieldsProps) => {
  const said = useTexts(actionTexts);
  switch (action) {
    case 'sign':
      return <><Opinion /><Note /></>;
    case 'decide':
      return <Decision asking={asking} outcome={outcome} />;
    case 'object':
      return <Words name="statement" label={said.statement} max={statementMax} />;
    case 'resolve':
      return <><Objection asking={asking} objections={objections} /><Upheld /><Note required /></>;
    case 'correct':
      return <><Branch asking={asking} /><Evidence asking={asking} evidence={evidence} /><Note required /></>;
    case 'withdraw':
      return <Words name="reason" label={said.reason} max={reasonMax} />;
    case 'reopen':
      return <><Reopening asking={asking} /><Words name="reason" label={said.reason} max={reasonMax} /></>;
    case 'close':
      return null;
  }
};

const useNeeded = () => {
  const said = useTexts(actionTexts);
  return [{ required: true, message: said.required }];
};

interface WordsProps {
  readonly name: string;
  readonly label: string;
  readonly max: number;
  readonly hint?: React.ReactNode;
}

const Words = ({ name, label, max, hint }: WordsProps) => {
  const said = useTexts(actionTexts);
  return <Form.Item name={name} label={label} extra={hint} rules={[{ required: true, whitespace: true, message: said.required }]}><Input.TextArea rows={2} maxLength={max} /></Form.Item>;
};

const Note = ({ required = false }: { readonly required?: boolean }) => {
  const said = useTexts(actionTexts);
  const hints = useTexts(hintTexts);
  const hint = <Hint asks={hints.noteAsked} answer={hints.note} />;
  return required ? <Words name="note" label={said.note} max={noteMax} hint={hint} /> : <Form.Item name="note" label={said.note} extra={hint}><Input.TextArea rows={2} maxLength={noteMax} /></Form.Item>;
};

const Opinion = () => {
  const said = useTexts(actionTexts);
  const hints = useTexts(hintTexts);
  const words = useWords();
  return <Form.Item name="opinion" label={said.opinion} extra={<Hint asks={hints.opinionAsked} answer={hints.opinion} />} rules={useNeeded()}><Radio.Group options={Object.keys(opinions).map((value) => ({ value, label: words(opinions, value) }))} /></Form.Item>;
};

/** An outcome that is out of reach says why, as far as the page can tell. */
const Decision = ({ asking, outcome }: { readonly asking: Asking; readonly outcome: Outcome | undefined }) => {
  const said = useTexts(actionTexts);
  const hints = useTexts(hintTexts);
  const words = useWords();
  const { language } = useLanguage();
  const needed = useNeeded();
  const refusalWords = useRefusalWords();
  const { procedure, state } = asking;
  const stage = procedure.stages.find(({ id }) => id === state.stage);
  const reasons = stage?.kind === 'review' ? (stage.reasons ?? Object.keys(procedure.reasons)) : [];
  const min = stage?.kind === 'review' && outcome !== 'returned' ? stage.namedReviewersMin : 0;
  return (
    <>
      <Form.Item name="outcome" label={said.outcome} extra={<Hint asks={hints.outcomeAsked} answer={hints.outcome} />} rules={needed}>
        <Radio.Group options={outcomes.map((value) => {
          const refusal = whyNotDecide(asking, value);
          return { value, disabled: refusal !== null, label: <>{words(outcomeWords, value)}{refusal === null ? null : <small> {refusalWords(refusal)}</small>}</> };
        })} />
      </Form.Item>
      {outcome === 'refused' || outcome === 'returned'
        ? <Form.Item name="reasons" label={said.reasons} rules={needed}><Select mode="multiple" options={reasons.map((value) => ({ value, label: procedure.reasons[value]?.[language] ?? value }))} /></Form.Item>
        : null}
      {min > 0 ? (
        <Form.Item name="reviewers" label={said.reviewers(min)} required extra={<Hint asks={hints.reviewersAsked} answer={hints.reviewers} />} rules={[{ validator: async (_, lines: string | undefined) => {
          const has = namesIn(lines).length;
          if (has < min) throw new Error(said.fewReviewers(min, has));
        } }]}><Input.TextArea rows={5} /></Form.Item>
      ) : null}
      <Note />
    </>
  );
};

/** With their words after a look with a reason, by their number before. */
const Objection = ({ asking, objections }: { readonly asking: Asking; readonly objections: readonly ObjectionSaid[] | null }) => {
  const said = useTexts(actionTexts);
  const needed = useNeeded();
  const options = objections === null
    ? asking.state.objections.flatMap(({ objectionId, status }, index) => (status === 'open' ? [{ value: objectionId, label: said.objectionNo(index + 1) }] : []))
    : objections.filter(({ status }) => status === 'open').map(({ objectionId, statement }) => ({ value: objectionId, label: statement ?? objectionId }));
  return <Form.Item name="objectionId" label={said.objection} extra={objections === null ? said.objectionHelp : undefined} rules={needed}><Select options={options} /></Form.Item>;
};

const Upheld = () => {
  const said = useTexts(actionTexts);
  const hints = useTexts(hintTexts);
  return <Form.Item name="upheld" label={said.upheld} extra={<Hint asks={hints.upheldAsked} answer={hints.upheld} />} rules={useNeeded()}><Radio.Group options={[{ value: false, label: said.upheldNo }, { value: true, label: said.upheldYes }]} /></Form.Item>;
};

/** What cannot be named again is told, so that nobody loses it unknowing. */
const Evidence = ({ asking, evidence }: { readonly asking: Asking; readonly evidence: readonly EvidenceItem[] }) => {
  const said = useTexts(actionTexts);
  const again = new Set(namedAgain(evidence).map(({ sha256 }) => sha256));
  const lost = evidence.filter(({ current, sha256 }) => current && !again.has(sha256));
  return (
    <>
      {lost.length === 0 ? null : <Alert type="warning" showIcon title={said.evidenceLost(lost.length)} description={said.several(lost.map(({ title }) => title ?? said.erasedPiece))} />}
      <Form.Item name="evidence" label={said.evidence} rules={[{ validator: async (_, pieces: readonly EvidencePiece[] | undefined) => {
        if ((pieces ?? []).some((piece) => !isWhole(piece))) throw new Error(said.evidenceNotWhole);
      } }]}><EvidenceField personKey={asking.state.personKey} /></Form.Item>
    </>
  );
};

const Branch = ({ asking }: { readonly asking: Asking }) => {
  const said = useTexts(actionTexts);
  const { language } = useLanguage();
  const hints = useTexts(hintTexts);
  const { data: schemes } = useSchemes();
  const branches = schemes?.find(({ id }) => id === asking.state.scheme)?.branches ?? [];
  // A scheme of one kind offers nothing to choose.
  if (branches.length < 2) return null;
  return <Form.Item name="branch" label={said.branch} extra={<Hint asks={hints.branchAsked} answer={hints.branch} />}><Select options={branches.map(({ id, title }) => ({ value: id ?? '', label: title[language] }))} /></Form.Item>;
};

const Reopening = ({ asking }: { readonly asking: Asking }) => {
  const said = useTexts(actionTexts);
  const hints = useTexts(hintTexts);
  const words = useWords();
  const { language } = useLanguage();
  const needed = useNeeded();
  return (
    <>
      <Form.Item name="stage" label={said.goOnAt} extra={<Hint asks={hints.goOnAtAsked} answer={hints.goOnAt} />} rules={needed}><Select options={reviewsReached(asking).map(({ id, title }) => ({ value: id, label: title[language] }))} /></Form.Item>
      <Form.Item name="basis" label={said.basis} rules={needed}><Radio.Group options={Object.keys(reopeningBases).map((value) => ({ value, label: words(reopeningBases, value) }))} /></Form.Item>
    </>
  );
};
