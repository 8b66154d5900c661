import { Alert, Button, Input, Progress, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Text } from '@zhibu/kernel';
import { useLanguage, useTexts } from '../../texts/language';
import { Trouble } from '../trouble';
import { evidenceKinds } from './evidence-words';
import { EvidencePiece, isGone, titleCharactersMax } from './piece';
import { evidenceTexts } from './texts';

/** What is being done with a piece just now. */
export type Doing = { readonly state: 'sending'; readonly percent: number } | { readonly state: 'failed'; readonly error: unknown };

/** A picture that this device holds, shown from its memory; gone with the page. */
const Thumb = ({ content }: { readonly content: Blob }) => {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(content);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address lives as long as the effect and is let go with it
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address === null ? null : <img className="evidence-thumb" src={address} alt="" />;
};

interface PieceRowProps {
  readonly no: number;
  readonly piece: EvidencePiece;
  readonly doing: Doing | undefined;
  readonly preview: Blob | undefined;
  readonly kinds: Readonly<Record<string, Text>>;
  readonly note: string | undefined;
  readonly onChange: (piece: EvidencePiece) => void;
  readonly onRemove: () => void;
  readonly onAgain: () => void;
}

export const PieceRow = ({ no, piece, doing, preview, kinds, note, onChange, onRemove, onAgain }: PieceRowProps) => {
  const said = useTexts(evidenceTexts);
  const { language } = useLanguage();
  const words: Readonly<Record<string, Text>> = { ...evidenceKinds, ...kinds };
  const options = [...Object.keys(words), ...(words[piece.kind] === undefined ? [piece.kind] : [])].map((value) => ({ value, label: words[value]?.[language] ?? value }));
  /** A title that nobody typed follows the kind. */
  const ofKind = (kind: string): EvidencePiece => {
    const isTyped = piece.title.trim() !== '' && !Object.values(words).some(({ zh, en }) => piece.title === zh || piece.title === en);
    return { ...piece, kind, title: isTyped ? piece.title : (words[kind]?.[language] ?? piece.title) };
  };
  const bytes = piece.content?.size ?? 0;
  return (
    <li className="evidence-piece">
      <div className="evidence-picture">{preview?.type.startsWith('image/') === true ? <Thumb content={preview} /> : null}</div>
      <div className="evidence-words">
        <Select aria-label={said.kindOf(no)} value={piece.kind} options={options} onChange={(kind: string) => onChange(ofKind(kind))} />
        <Input aria-label={said.titleOf(no)} value={piece.title} maxLength={titleCharactersMax} autoComplete="off" status={piece.title.trim() === '' ? 'error' : ''} onChange={({ target }) => onChange({ ...piece, title: target.value })} />
        <small role="status">{doing?.state === 'sending' ? said.sending(doing.percent) : isGone(piece) ? said.gone : piece.sha256 === null ? said.onDevice(bytes) : said.sent}{note === undefined ? '' : ` · ${note}`}</small>
        {doing?.state === 'sending' ? <Progress percent={doing.percent} size="small" showInfo={false} aria-label={said.sending(doing.percent)} /> : null}
        {doing?.state === 'failed' ? <><Trouble error={doing.error} /><Button size="small" onClick={onAgain}>{said.again}</Button></> : null}
        {piece.title.trim() === '' ? <Alert type="warning" showIcon title={said.noTitle} /> : null}
      </div>
      <Button size="small" aria-label={said.removeOf(piece.title)} onClick={onRemove}>{said.remove}</Button>
    </li>
  );
};
