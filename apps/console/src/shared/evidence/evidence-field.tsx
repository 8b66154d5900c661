import { Alert, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Text } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { useLanguage, useTexts } from '../../texts/language';
import { Busy } from '../busy';
import { newKey } from '../new-key';
import './evidence.css';
import { evidenceKinds } from './evidence-words';
import { evidenceBytesMax } from './file-type';
import { PickFiles } from './pick-files';
import { EvidencePiece, piecesMax, sameContent } from './piece';
import { Doing, PieceRow } from './piece-row';
import { Prepared, prepareEvidence } from './prepare';
import { sendEvidence } from './send-evidence';
import { evidenceTexts } from './texts';

interface EvidenceFieldProps {
  /** The list of pieces; fits a form item as `value` and `onChange`. What a form sends is `namedOf(pieces)`. */
  readonly value?: readonly EvidencePiece[];
  readonly onChange?: (pieces: readonly EvidencePiece[]) => void;
  /**
   * Whose evidence it is: files are sent at once. `null` for somebody who is not registered yet, or without a line: pieces keep their
   * `content`, and the form sends them later with `sendPieces`.
   */
  readonly personKey: string | null;
  /** Documents that this form asks for beside the usual kinds, by their codes; the first is offered for a new file. */
  readonly kinds?: Readonly<Record<string, Text>>;
}

const none: readonly EvidencePiece[] = [];
const noKinds: Readonly<Record<string, Text>> = {};

const without = <V,>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> => new Map([...map].filter(([each]) => each !== key));

/** What is told beside one piece: its picture while this page lives, and how far it has come. */
const usePieces = ({ value = none, onChange, personKey }: EvidenceFieldProps) => {
  const api = useApi();
  const { language } = useLanguage();
  // Answers come when the list has moved on: they change the newest one.
  const latest = useRef(value);
  useEffect(() => { latest.current = value; }, [value]);
  const [doings, setDoings] = useState<ReadonlyMap<string, Doing>>(new Map());
  const change = (next: readonly EvidencePiece[]): void => {
    latest.current = next;
    onChange?.(next);
  };
  const replace = (piece: EvidencePiece): void => change(latest.current.map((each) => (each.pieceId === piece.pieceId ? piece : each)));
  const remove = (pieceId: string): void => change(latest.current.filter((each) => each.pieceId !== pieceId));
  const send = async ({ pieceId, content }: EvidencePiece): Promise<void> => {
    if (personKey === null || content === null) return;
    const tell = (doing: Doing): void => setDoings((before) => new Map(before).set(pieceId, doing));
    tell({ state: 'sending', percent: 0 });
    try {
      const sha256 = await sendEvidence({ personKey, content, language, onProgress: (percent) => tell({ state: 'sending', percent }) });
      setDoings((before) => without(before, pieceId));
      const now = latest.current.find((each) => each.pieceId === pieceId);
      if (now === undefined) return;
      // A file that is in the list already is one piece, not two.
      if (latest.current.some((each) => each !== now && each.sha256 === sha256)) remove(pieceId);
      else replace({ ...now, sha256, content: null });
    } catch (error) {
      // The client asks somebody to sign in again where the session has ended.
      if (error instanceof ApiProblem && error.problem.status === 401) void api.GET('/api/v1/session').catch(() => undefined);
      tell({ state: 'failed', error });
    }
  };
  return { latest, doings, change, replace, remove, send };
};

/** Evidence of a form: chosen, dropped or photographed, made smaller and checked here, sent, named. */
export const EvidenceField = (props: EvidenceFieldProps) => {
  const { value = none, kinds = noKinds } = props;
  const said = useTexts(evidenceTexts);
  const { language } = useLanguage();
  const { latest, doings, change, replace, remove, send } = usePieces(props);
  const [previews, setPreviews] = useState<ReadonlyMap<string, Blob>>(new Map());
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map());
  const [preparing, setPreparing] = useState(0);
  const [refused, setRefused] = useState<readonly { readonly name: string; readonly why: string; readonly type: 'error' | 'info' }[]>([]);
  const [kind = 'other', words] = Object.entries({ ...kinds, ...evidenceKinds })[0] ?? [];
  const why = (found: Exclude<Prepared, { kind: 'ready' }>): string => {
    switch (found.kind) {
      case 'wrong-type':
        return said.wrongType;
      case 'unreadable':
        return said.unreadable;
      case 'too-large':
        return said.tooLarge(found.bytes, evidenceBytesMax);
    }
  };
  const take = async (file: File): Promise<void> => {
    const found = latest.current.length >= piecesMax ? null : await prepareEvidence(file);
    if (found === null || found.kind !== 'ready') {
      setRefused((before) => [...before, { name: file.name, why: found === null ? said.tooMany(piecesMax) : why(found), type: 'error' }]);
      return;
    }
    for (const { pieceId, content } of latest.current) {
      const other = content ?? previews.get(pieceId);
      if (other !== undefined && (await sameContent(other, found.content))) {
        setRefused((before) => [...before, { name: file.name, why: said.twice, type: 'info' }]);
        return;
      }
    }
    const piece: EvidencePiece = { pieceId: newKey(), kind, title: words?.[language] ?? '', sha256: null, content: found.content };
    setPreviews((before) => new Map(before).set(piece.pieceId, found.content));
    if (found.content.size < found.bytesBefore) setNotes((before) => new Map(before).set(piece.pieceId, said.shrunk(found.bytesBefore, found.content.size)));
    change([...latest.current, piece]);
    await send(piece);
  };
  const takeAll = async (files: readonly File[]): Promise<void> => {
    setRefused([]);
    setPreparing(files.length);
    // One after the other: a phone has memory for one large photograph, not for ten.
    for (const file of files) {
      await take(file);
      setPreparing((count) => count - 1);
    }
  };
  return (
    <div className="evidence">
      <PickFiles disabled={preparing > 0} onPicked={(files) => void takeAll(files)} />
      {preparing > 0 ? <Busy waitsFor={said.preparing} /> : null}
      {refused.map(({ name, why: reason, type }, index) => <Alert key={`${index} ${name}`} type={type} showIcon title={name} description={reason} />)}
      {value.length === 0 ? <Typography.Text type="secondary">{said.none}</Typography.Text> : (
        <ol className="evidence-pieces" aria-label={said.pieces}>
          {value.map((piece, index) => (
            <PieceRow key={piece.pieceId} no={index + 1} piece={piece} doing={doings.get(piece.pieceId)} preview={piece.content ?? previews.get(piece.pieceId)} kinds={kinds} note={notes.get(piece.pieceId)}
              onChange={replace} onRemove={() => remove(piece.pieceId)} onAgain={() => void send(piece)} />
          ))}
        </ol>
      )}
    </div>
  );
};
