import { Button, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useTexts } from '../../texts/language';
import { sourceOf } from './record-body';
import { RecordDialog } from './record-dialog';
import { Line, reasonMax } from './record-fields';
import { recordTexts } from './texts';
import { useWhatFollows } from './what-follows';

interface RetractFactProps {
  readonly personKey: string;
  readonly factId: string;
  /** The fact in words. */
  readonly words: string;
}

/** A fact that never held is taken back, with the document that shows it. */
export const RetractFact = ({ personKey, factId, words }: RetractFactProps) => {
  const api = useApi();
  const said = useTexts(recordTexts);
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<object | null>(null);
  useWhatFollows(done);
  if (done !== null) return <Typography.Text type="secondary" role="status">{said.retracted}</Typography.Text>;
  return (
    <>
      <Button size="small" type="link" aria-label={`${said.retract}: ${words}`} onClick={() => setOpen(true)}>{said.retract}</Button>
      {isOpen ? (
        <RecordDialog name="retract" title={said.retract} what={`${words} — ${said.retractWhat}`} onClose={() => setOpen(false)} send={async (given, header) => {
          await api.POST('/api/v1/people/{personKey}/retractions', { params: { path: { personKey }, header }, body: { factId, reason: given.reason ?? '', source: sourceOf(given) } });
          setOpen(false);
          setDone({});
        }}>
          <Line name="reason" label={said.reason} max={reasonMax} />
        </RecordDialog>
      ) : null}
    </>
  );
};
