import { Alert, Button, Flex, Grid, Select, Steps, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../../app/session';
import { Draft, newDraft } from '../../drafts/draft';
import { canSeal } from '../../drafts/seal';
import { NotTheirSession } from '../../drafts/send-draft';
import { useDrafts } from '../../drafts/use-drafts';
import { HeldDraft, useHold } from '../../drafts/use-hold';
import { Busy } from '../../shared/busy';
import { newKey } from '../../shared/new-key';
import { Page } from '../../shared/page';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { Answer, useAnswer } from './answer';
import './apply.css';
import { Elsewhere } from './elsewhere';
import { EvidenceStep } from './evidence-step';
import { LookOver } from './look-over';
import { Outcome, useSending } from './outcome';
import { RegisteredView, useRegistered } from './registered';
import { ruleFor, useRules } from './rules';
import { Account, Applicant, Children, Family, Papers, StepForm, StepName, Where, stepsOf } from './steps';
import { sendTexts, stepNames, texts } from './texts';
import { useDraft } from './use-draft';

const draftParameter = 'draft';

/** An application in steps. The draft is named in the address by a random number, so that a reload finds it again. */
const Apply = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const drafts = useDrafts(me.userId);
  const [parameters] = useSearchParams();
  const draftId = parameters.get(draftParameter);
  const found = drafts.list.find((draft) => draft.draftId === draftId);
  const [fresh, setFresh] = useState(() => newDraft(newKey(), new Date().toISOString(), { appliedOn: todayInCounty() }));
  if (!drafts.isRead) return <Busy waitsFor={said.reading} />;
  const draft = draftId === null || draftId === fresh.draftId ? fresh : found;
  const title = <Link to="/drafts">{said.drafts}</Link>;
  return (
    <Page title={said.title} actions={title}>
      {canSeal() ? null : <Alert type="warning" showIcon title={said.noSecrets} />}
      {draft === undefined
        ? <Alert type="info" showIcon title={said.noDraft} />
        : <Held key={draft.draftId} first={draft} drafts={drafts} onAnother={() => setFresh(newDraft(newKey(), new Date().toISOString(), { appliedOn: todayInCounty() }))} />}
    </Page>
  );
};

interface EditorProps {
  readonly first: Draft;
  readonly drafts: ReturnType<typeof useDrafts>;
  readonly onAnother: () => void;
}

/** The form, while no other tab has the draft. */
const Held = ({ first, ...rest }: EditorProps) => {
  const said = useTexts(texts);
  const { holding, take, isMine, keepBy } = useHold(first.draftId, rest.drafts.store);
  switch (holding.state) {
    case 'asking':
      return <Busy waitsFor={said.reading} />;
    case 'elsewhere':
      return <Elsewhere holding={holding} onTake={take} />;
    case 'mine':
      return <Editor key={holding.turn} first={holding.draft ?? first} held={{ isMine, keepBy }} {...rest} />;
  }
};

/** The address names the draft as soon as there is something to find again. */
const useAddress = ({ draftId, changedAt, createdAt }: Draft): void => {
  const [parameters, setParameters] = useSearchParams();
  useEffect(() => {
    if (changedAt !== createdAt && parameters.get(draftParameter) !== draftId && canSeal()) setParameters({ [draftParameter]: draftId }, { replace: true });
  }, [draftId, changedAt, createdAt, parameters, setParameters]);
};

const Editor = ({ first, held, drafts, onAnother }: EditorProps & { readonly held: HeldDraft }) => {
  const said = useTexts(texts);
  const { draft, kept, change, patch, save } = useDraft(first, drafts, held);
  const { form } = draft;
  useAddress(draft);
  const { data, error, isPending, again } = useRules(form.areaCode);
  const rule = data === null ? undefined : ruleFor(data.rules, form);
  const decision = useAnswer(rule, form);
  const asks = rule?.asks ?? null;
  const names = stepsOf(asks);
  const [chosen, setStep] = useState<StepName>('where');
  const step = names.includes(chosen) ? chosen : 'where';
  const sending = useSending({ draft, patch, save, drafts });
  const registered = useRegistered(form);
  const isTyping = draft.state === 'typing' || draft.state === 'refused' || draft.state === 'conflict';
  const send = (): void => sending.send({ asks: asks ?? draft.asks });
  const put = (more: Parameters<typeof change>[0]): void => {
    // Asked by these rules: what is sent later, wherever the line is back, was asked for by them.
    if (asks !== null && asks !== draft.asks) patch({ asks });
    change(more);
  };
  if (!isTyping) return <Outcome draft={draft} drafts={drafts} isStraight={sending.isStraight} onTakeBack={() => patch({ state: 'typing', queuedAt: null })} onAnother={onAnother} />;
  const onRecord = <RegisteredView draft={{ ...draft, asks: asks ?? draft.asks }} asked={registered} change={put} onKnown={(known) => patch({ known })} />;
  const stepProps = { form, change: put };
  return (
    <>
      <div role="status"><small>{draft.changedAt === draft.createdAt ? '' : kept.how === 'kept' ? said.kept : kept.how === 'keeping' ? said.keeping : kept.how === 'not-kept' && canSeal() ? said.notKept : ''}</small></div>
      <div role="status">{kept.how === 'full' ? <Alert type="warning" showIcon title={said.full(kept.left)} /> : null}</div>
      {sending.error === null ? null : <SendTrouble error={sending.error} again={send} />}
      <Outcome draft={draft} drafts={drafts} onAdd={sending.add} onTakeTheirs={(theirs) => { change(theirs); patch({ state: 'typing', conflict: null }); }} onBack={() => patch({ state: 'typing', conflict: null })} onAnother={onAnother} />
      {isPending ? <Busy waitsFor={said.readingRules} /> : null}
      {error === null || form.areaCode === '' ? null : <Trouble error={error} again={again} />}
      {data?.areNear === true ? <Alert type="info" showIcon title={said.rulesOf} /> : null}
      {data !== null && form.scheme !== '' && rule === undefined ? <Alert type="warning" showIcon title={said.noRule} /> : null}
      <div className="apply">
        <div>
          <StepNav names={names} step={step} onStep={setStep} />
          <StepForm disabled={false}>
            {step === 'where' ? <><Where {...stepProps} />{rule === undefined ? <Typography.Paragraph>{said.rulesFirst}</Typography.Paragraph> : null}</> : null}
            {step === 'applicant' ? <Applicant {...stepProps} asks={asks ?? []} onRecord={onRecord} /> : null}
            {step === 'family' ? <Family {...stepProps} asks={asks ?? []} /> : null}
            {step === 'children' ? <Children {...stepProps} asks={asks ?? []} /> : null}
            {step === 'papers' ? <Papers {...stepProps} asks={asks ?? []} /> : null}
            {step === 'account' ? <Account {...stepProps} /> : null}
            {step === 'evidence' ? <EvidenceStep draft={{ ...draft, asks: asks ?? draft.asks }} onChange={(pieces) => patch({ pieces })} /> : null}
          </StepForm>
          {step === 'send' ? onRecord : null}
          {step === 'send' ? <LookOver draft={{ ...draft, asks: asks ?? draft.asks }} decision={decision} onSend={send} /> : null}
          <Turn names={names} step={step} onStep={setStep} />
        </div>
        {decision === null ? null : <Answer decision={decision} />}
      </div>
    </>
  );
};

const SendTrouble = ({ error, again }: { readonly error: Error; readonly again: () => void }) => {
  const said = useTexts(sendTexts);
  return error instanceof NotTheirSession ? <Alert type="warning" showIcon title={said.notTheirs} /> : <Trouble error={error} again={again} />;
};

interface StepNavProps {
  readonly names: readonly StepName[];
  readonly step: StepName;
  readonly onStep: (step: StepName) => void;
}

/** Where one is, and every step at hand; on a narrow screen as a list to choose from. The title takes the focus of a new step. */
const StepNav = ({ names, step, onStep }: StepNavProps) => {
  const said = useTexts(texts);
  const titles = useTexts(stepNames);
  const wide = Grid.useBreakpoint().md ?? false;
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  const at = names.indexOf(step);
  useEffect(() => {
    if (shown.current !== step) title.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <>
      <nav aria-label={said.step}>
        {names.length < 2 ? null : wide
          ? <Steps size="small" type="dot" current={at} onChange={(index) => onStep(names[index] ?? 'where')} items={names.map((name) => ({ title: titles[name] }))} />
          : <Select aria-label={said.step} style={{ width: '100%' }} value={step} onChange={onStep} options={names.map((value, index) => ({ value, label: `${index + 1}. ${titles[value]}` }))} />}
      </nav>
      <Typography.Title ref={title} level={2} className="apply-step" tabIndex={-1}>{said.stepOf(at + 1, names.length, titles[step])}</Typography.Title>
    </>
  );
};

const Turn = ({ names, step, onStep }: StepNavProps) => {
  const said = useTexts(texts);
  const at = names.indexOf(step);
  const [before, after] = [names[at - 1], names[at + 1]];
  return (
    <Flex gap="small" wrap className="apply-turn">
      {before === undefined ? null : <Button onClick={() => onStep(before)}>{said.back}</Button>}
      {after === undefined ? null : <Button type="primary" onClick={() => onStep(after)}>{said.next}</Button>}
    </Flex>
  );
};

export default Apply;
