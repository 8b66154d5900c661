import { Button, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../texts/language';
import { Busy } from '../busy';
import { ShortTable } from '../short-table';
import { Trouble } from '../trouble';
import { useWords } from '../use-words';
import { EvidenceItem, useCaseEvidence } from './case-evidence';
import { evidenceKinds } from './evidence-words';
import { FileLooked, LookAtFile } from './look-at-file';
import { evidenceTexts } from './texts';

interface EvidenceOfCaseProps {
  readonly applicationId: string;
  readonly personKey: string;
  /** The version of the case that is shown: a correction brings another list. */
  readonly version: number;
}

/** The evidence of a case. Reading the list is on record, so it is read when somebody asks for it; a file opens from there. */
export const EvidenceOfCase = ({ applicationId, personKey, version }: EvidenceOfCaseProps) => {
  const said = useTexts(evidenceTexts);
  const [wanted, setWanted] = useState(false);
  const [file, setFile] = useState<FileLooked | null>(null);
  const { data: items, error, isFetching, refetch } = useCaseEvidence(applicationId, version, wanted);
  if (!wanted) return <><Typography.Paragraph>{said.recorded}</Typography.Paragraph><Button onClick={() => setWanted(true)}>{said.show}</Button></>;
  if (items === undefined) return error !== null && !isFetching ? <Trouble error={error} again={() => void refetch()} /> : <Busy waitsFor={said.reading} />;
  return (
    <>
      <Items items={items} onOpen={({ sha256, title }) => setFile({ personKey, sha256, title: title ?? said.erased })} />
      <LookAtFile file={file} onClose={() => setFile(null)} />
    </>
  );
};

const Items = ({ items, onOpen }: { readonly items: readonly EvidenceItem[]; readonly onOpen: (item: EvidenceItem) => void }) => {
  const said = useTexts(evidenceTexts);
  const words = useWords();
  return (
    <section aria-label={said.pieces}>
      <ShortTable<EvidenceItem> rowKey={({ sha256 }) => sha256} rows={items} nothing={said.nothing} columns={[
        { title: said.kind, key: 'kind', render: (_, { kind }) => words(evidenceKinds, kind) },
        { title: said.pieces, key: 'title', render: (_, { title }) => title ?? said.erased },
        { title: '', key: 'state', render: (_, { current, kept }) => <><Tag>{current ? said.current : said.replaced}</Tag>{kept ? null : <Tag>{said.elsewhere}</Tag>}</> },
        { title: '', key: 'open', render: (_, item) => (item.kept ? <Button size="small" aria-label={said.openOf(item.title ?? said.erased)} onClick={() => onOpen(item)}>{said.open}</Button> : null) },
      ]} />
    </section>
  );
};
