import { Typography } from 'antd';
import { Text } from '@zhibu/kernel';
import { paperSpec } from '@zhibu/policy';
import type { Draft } from '../../drafts/draft';
import { askedNow } from '../../drafts/facts-of-form';
import { EvidenceField } from '../../shared/evidence/evidence-field';
import type { EvidencePiece } from '../../shared/evidence/piece';
import { useLanguage, useTexts } from '../../texts/language';
import { fieldTexts } from './texts';

/** The documents that tell the facts of the form, as the scheme asks for them; the card of the applicant always. */
export const papersAsked = ({ form, asks }: Pick<Draft, 'form' | 'asks'>): Readonly<Record<string, Text>> =>
  Object.fromEntries(['id-card', ...askedNow(form, asks).filter(({ key }) => (form.facts[key] ?? '') !== '').map(({ paper }) => paper)].flatMap((paper) => {
    const spec = paperSpec(paper);
    return spec === undefined ? [] : [[paper, spec.text] as const];
  }));

/** Pieces stay on the device, sealed with the draft, until it is sent. */
export const EvidenceStep = ({ draft, onChange }: { readonly draft: Draft; readonly onChange: (pieces: readonly EvidencePiece[]) => void }) => {
  const said = useTexts(fieldTexts);
  const { language } = useLanguage();
  const kinds = papersAsked(draft);
  return (
    <>
      <section aria-label={said.papersWanted}>
        <Typography.Text strong>{said.papersWanted}</Typography.Text>
        <ul className="apply-list">{Object.entries(kinds).map(([kind, words]) => <li key={kind}>{draft.pieces.some((piece) => piece.kind === kind) ? '✓' : '○'} {words[language]} <small>{draft.pieces.some((piece) => piece.kind === kind) ? said.has : said.lacks}</small></li>)}</ul>
      </section>
      <EvidenceField value={draft.pieces} onChange={onChange} personKey={null} kinds={kinds} />
    </>
  );
};
