import { Flex, Tag, Typography } from 'antd';
import type { components } from '../../generated/openapi';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { wholeList } from '../../shared/whole-list';
import { useTexts } from '../../texts/language';
import { SendFile, TakeFile, VoidFile } from './file-steps';
import { texts } from './file-texts';
import { WriteFile } from './list-steps';
import { Returns } from './returns';
import { Batch, linesNotInFiles } from './use-batch';

type File = components['schemas']['BatchFileView'];
const hashShown = 12;

/** Files to the bank and its answers. */
export const Files = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const isNextDue = batch.status === 'sent' && linesNotInFiles(batch) > 0;
  return (
    <Flex vertical gap="middle">
      <ListTable list={wholeList(batch.files)} label={said.files} nothing={said.noFiles} rowKey={(file) => `${batch.files.indexOf(file)}`} columns={[
        { title: said.no, dataIndex: 'fileNo' },
        { title: said.lines, dataIndex: 'lines', align: 'right' },
        { title: said.total, dataIndex: 'totalFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.state, key: 'state', render: (_, file) => <StateOfFile file={file} /> },
        { title: said.hash, dataIndex: 'sha256', render: (hash: string) => <Typography.Text code copyable={{ text: hash }}>{hash.slice(0, hashShown)}…</Typography.Text> },
        { title: said.doing, key: 'do', render: (_, file) => <FileSteps batch={batch} file={file} /> },
      ]} />
      {isNextDue ? <WriteFile batch={batch} isMain={false} /> : null}
      <Returns batch={batch} />
    </Flex>
  );
};

const StateOfFile = ({ file: { sentOn, voidedOn } }: { readonly file: File }) => {
  const said = useTexts(texts);
  if (voidedOn !== null) return <span className="tagged"><Tag>{said.voidedOn}</Tag><Day day={voidedOn} /></span>;
  return sentOn === null ? <Tag>{said.notSent}</Tag> : <span className="tagged"><Tag>{said.sentOn}</Tag><Day day={sentOn} /></span>;
};

const FileSteps = ({ batch, file }: { readonly batch: Batch; readonly file: File }) =>
  file.voidedOn !== null ? null : (
    <Flex gap="small" wrap>
      <TakeFile batch={batch} file={file} />
      {file.sentOn === null ? <><SendFile batch={batch} file={file} /><VoidFile batch={batch} file={file} /></> : null}
    </Flex>
  );
