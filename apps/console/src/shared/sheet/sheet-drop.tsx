import { InboxOutlined } from '@ant-design/icons';
import { Typography, Upload } from 'antd';
import { useTexts } from '../../texts/language';
import { Busy } from '../busy';
import { Trouble } from '../trouble';
import { texts } from './sheet-texts';
import { SheetDesk } from './use-sheet';

/** Where a file is dropped or chosen. Nothing is sent but to be looked at. */
export const SheetDrop = ({ desk: { isReading, error, open } }: { readonly desk: SheetDesk }) => {
  const said = useTexts(texts);
  return (
    <>
      <Upload.Dragger accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" multiple={false} showUploadList={false} disabled={isReading} beforeUpload={(file) => { open(file); return false; }}>
        <p className="ant-upload-drag-icon"><InboxOutlined /></p>
        <p>{said.drop}</p>
        <Typography.Text type="secondary">{said.dropWhat}</Typography.Text>
      </Upload.Dragger>
      {isReading ? <Busy waitsFor={said.reading} /> : null}
      {error === null ? null : <Trouble error={error} />}
    </>
  );
};
