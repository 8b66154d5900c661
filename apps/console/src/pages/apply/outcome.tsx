import { Alert, Button, Flex, Modal, Progress, Result } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { useLine } from '../../app/offline';
import { useSession } from '../../app/session';
import type { ApplyForm, Draft, KnownPerson } from '../../drafts/draft';
import { SendingProgress, sendDraft } from '../../drafts/send-draft';
import { progressKey } from '../../drafts/use-drafts';
import type { useDrafts } from '../../drafts/use-drafts';
import { casePath } from '../../shared/case-table';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { ConflictView } from './conflict';
import { conflictTexts, sendTexts, texts } from './texts';

type Drafts = ReturnType<typeof useDrafts>;

interface SendingProps {
  readonly draft: Draft;
  readonly patch: (more: Partial<Draft>) => void;
  /** `false`: the device does not have all of it. */
  readonly save: () => Promise<boolean>;
  readonly drafts: Drafts;
}

/** Puts the draft in the row, which sends it when there is a line. What the device does not keep, or not wholly, is sent from here. */
export const useSending = ({ draft, patch, save, drafts }: SendingProps) => {
  const api = useApi();
  const { me } = useSession();
  const queries = useQueryClient();
  const { language } = useLanguage();
  const straight = useMutation({
    mutationFn: (now: Draft) => sendDraft(now, { api, me, language, now: () => new Date().toISOString(), save: async (next) => patch(next), onProgress: (progress) => queries.setQueryData(progressKey, progress) }),
    // Nobody answered: the form is here again, and can be sent again.
    onError: () => patch({ state: 'typing', queuedAt: null }),
  });
  const send = (more: Partial<Draft>): void => {
    const next: Partial<Draft> = { ...more, state: 'waiting', queuedAt: new Date().toISOString(), refusal: null, conflict: null };
    patch(next);
    void save().then((isKept) => (isKept && drafts.store !== null ? drafts.sendNow() : straight.mutate({ ...draft, ...next })));
  };
  return { send, add: (known: KnownPerson) => send({ known }), isStraight: straight.isPending, error: straight.isPending ? null : straight.error };
};

interface OutcomeProps {
  readonly draft: Draft;
  readonly drafts: Drafts;
  /** Sent from this page and not from the row: there is nothing to take back. */
  readonly isStraight?: boolean;
  readonly onTakeBack?: () => void;
  readonly onAdd?: (known: KnownPerson) => void;
  readonly onTakeTheirs?: (form: Partial<ApplyForm>) => void;
  readonly onBack?: () => void;
  readonly onAnother: () => void;
}

const nothing = (): void => undefined;

/** Files go one after the other: what was refused is the first that did not arrive. */
const pieceIn = ({ refusal, pieces }: Draft, said: (title: string) => string): string | null => {
  const piece = refusal?.code.startsWith('evidence.') === true ? pieces.find(({ sha256 }) => sha256 === null) : undefined;
  return piece === undefined ? null : said(piece.title);
};

/** What became of a draft: it waits, it was sent, it came back with a reason, or somebody else was quicker. */
export const Outcome = ({ draft, drafts, isStraight = false, onTakeBack = nothing, onAdd = nothing, onTakeTheirs = nothing, onBack = nothing, onAnother }: OutcomeProps) => {
  const said = useTexts(sendTexts);
  switch (draft.state) {
    case 'typing':
      return null;
    case 'waiting':
      return <Waiting draft={draft} drafts={drafts} isStraight={isStraight} onTakeBack={onTakeBack} />;
    case 'sent':
      return <Sent draft={draft} onAnother={onAnother} />;
    case 'refused':
      return draft.refusal === null ? null : <section aria-label={said.refused}><Alert type="error" showIcon title={said.refused} description={pieceIn(draft, said.refusedPiece)} /><Trouble error={new ApiProblem(draft.refusal)} /></section>;
    case 'conflict':
      return <WithDrop draft={draft} drafts={drafts} onAdd={onAdd} onTakeTheirs={onTakeTheirs} onBack={onBack} />;
  }
};

const WithDrop = ({ draft, drafts, onAdd, onTakeTheirs, onBack }: Required<Pick<OutcomeProps, 'draft' | 'drafts' | 'onAdd' | 'onTakeTheirs' | 'onBack'>>) => {
  const said = useTexts(conflictTexts);
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <ConflictView draft={draft} onAdd={onAdd} onTake={onTakeTheirs} onBack={onBack} onDrop={() => setAsked(true)} />
      <Modal open={isAsked} title={said.drop} okText={said.drop} okButtonProps={{ danger: true }} cancelText={said.back} onCancel={() => setAsked(false)} onOk={() => void drafts.remove(draft.draftId).then(() => navigate('/drafts'))}>{said.dropWhat}</Modal>
    </>
  );
};

interface WaitingProps {
  readonly draft: Draft;
  readonly drafts: Drafts;
  readonly isStraight: boolean;
  readonly onTakeBack: () => void;
}

const Waiting = ({ draft, drafts: { list, passed, progress, sendNow }, isStraight, onTakeBack }: WaitingProps) => {
  const said = useTexts(sendTexts);
  const hasLine = useLine();
  const why = isStraight ? said.sending : !hasLine || passed === 'no-line' ? said.waitingNoLine : passed === 'signed-out' ? said.waitingSignedOut : passed === 'busy' ? said.waitingBusy : said.waiting;
  // The row writes down what has arrived in the store, beside this page.
  const { pieces } = (isStraight ? undefined : list.find(({ draftId, state }) => draftId === draft.draftId && state === 'waiting')) ?? draft;
  return (
    <>
      <Result status="info" title={<span role="status">{why}</span>} extra={isStraight ? null : <Flex gap="small" justify="center" wrap><Button type="primary" disabled={!hasLine} onClick={sendNow}>{said.sendNow}</Button><Button onClick={onTakeBack}>{said.takeBack}</Button></Flex>} />
      {pieces.length === 0 ? null : <Files pieces={pieces} progress={progress?.draftId === draft.draftId ? progress : null} />}
    </>
  );
};

/** Each file with how far it has come. */
const Files = ({ pieces, progress }: { readonly pieces: Draft['pieces']; readonly progress: SendingProgress | null }) => {
  const said = useTexts(sendTexts);
  return (
    <ul className="apply-files" aria-label={said.files}>
      {pieces.map(({ pieceId, title, sha256 }) => {
        const percent = sha256 === null && progress?.pieceId === pieceId ? progress.percent : null;
        const state = sha256 !== null ? said.fileSent : percent === null ? said.fileWaits : said.fileAt(percent);
        return <li key={pieceId}>{title} · {state}{percent === null ? null : <Progress percent={percent} size="small" showInfo={false} aria-label={`${title}: ${state}`} />}</li>;
      })}
    </ul>
  );
};

const pollMs = 700;
const pollsMax = 40;

/** Views follow the events at a short distance: a case is offered once it can be read. */
const useIsThere = (applicationId: string | null): boolean => {
  const api = useApi();
  const [, personKey = ''] = applicationId?.split('.') ?? [];
  const { data } = useQuery({
    queryKey: ['case-there', applicationId],
    enabled: personKey !== '',
    retry: false,
    queryFn: async () => ((await api.GET('/api/v1/applications', { params: { query: { personKey, limit: 50 } } })).data?.items ?? []).some((item) => item.applicationId === applicationId),
    refetchInterval: ({ state }) => (state.data === true || state.dataUpdateCount > pollsMax ? false : pollMs),
  });
  return data === true;
};

const Sent = ({ draft: { applicationId }, onAnother }: { readonly draft: Draft; readonly onAnother: () => void }) => {
  const said = useTexts(sendTexts);
  const page = useTexts(texts);
  const isThere = useIsThere(applicationId);
  return (
    <Result status="success" title={<span role="status">{said.sent}</span>} extra={(
      <Flex gap="small" justify="center" wrap>
        {applicationId === null || !isThere ? null : <Link to={casePath(applicationId)}>{said.openCase}</Link>}
        <Link to="/apply" onClick={onAnother}>{page.again}</Link>
      </Flex>
    )} />
  );
};
