import { Form, Input } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { yuanOf } from '../../shared/money';
import { useLanguage, useTexts } from '../../texts/language';
import { whyNot } from './duties';
import { Step } from './step';
import { texts } from './step-texts';
import { Hash } from './summary';
import { Batch } from './use-batch';
import { useStep } from './use-step';

const typedLength = 6;

/** Approves exactly the list whose hash is in view; its end is typed back, so that nobody approves without looking. */
export const Approve = ({ batch }: { readonly batch: Batch }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const listHash = batch.listHash ?? '';
  const step = useStep(batch, (api, params, seen: string) => api.POST('/api/v1/batches/{batchId}/approvals', { params, body: { listHash: seen } }), true);
  const run = (onDone: () => void): void => {
    const isSame = listHash !== '' && typed.trim().toLowerCase() === listHash.slice(-typedLength);
    setWrong(!isSame);
    if (isSame) step.mutate(listHash, { onSuccess: onDone });
  };
  return (
    <Step verb={said.approve} isMain why={whyNot('approve', batch, me)} running={step} run={run} what={said.approveWhat(batch.lines, yuanOf(batch.totalFen, language))}>
      <p>{said.hashSeen}: <Hash hash={listHash} /></p>
      <Form layout="vertical" component="div">
        <Form.Item label={said.hashTyped(typedLength)} htmlFor="hash-typed" validateStatus={isWrong ? 'error' : ''} help={isWrong ? said.hashWrong : undefined}>
          <Input id="hash-typed" value={typed} maxLength={typedLength} autoComplete="off" spellCheck={false} onChange={({ target }) => { setTyped(target.value); setWrong(false); }} />
        </Form.Item>
      </Form>
    </Step>
  );
};
