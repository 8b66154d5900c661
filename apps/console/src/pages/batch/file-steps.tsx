import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { sayDone } from '../../shared/done';
import { yuanOf } from '../../shared/money';
import { refreshAll } from '../../shared/refresh-all';
import { useLanguage, useTexts } from '../../texts/language';
import { whyNot } from './duties';
import { texts } from './file-texts';
import { saveAs } from './save-as';
import { Reason, Step, useReason } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

interface OfFile {
  readonly batch: Batch;
  readonly file: components['schemas']['BatchFileView'];
}

/** The server records who takes it and why, then gives it; nothing of it stays in the console. */
export const TakeFile = ({ batch, file: { fileNo, lines, totalFen } }: OfFile) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const queries = useQueryClient();
  const { field, take } = useReason();
  const { batchId } = batch;
  const taking = useMutation({
    mutationFn: async (reason: string) => {
      const { data, response } = await api.POST('/api/v1/batches/{batchId}/files/{fileNo}/looks', { params: { path: { batchId, fileNo } }, body: { reason }, parseAs: 'blob' });
      return saveAs(data as unknown as Blob, response.headers.get('content-disposition'), `${batchId}.${fileNo}`);
    },
    onSuccess: async (name) => {
      sayDone(said.taken(name));
      await refreshAll(queries);
    },
  });
  return (
    <Step verb={said.take} what={said.takeWhat(fileNo, lines, yuanOf(totalFen, language))} why={whyNot('either', batch, me)} running={taking} run={(onDone) => take((reason) => taking.mutate(reason, { onSuccess: onDone }))}>
      <Reason {...field} />
    </Step>
  );
};

export const SendFile = ({ batch, file: { fileNo, lines, totalFen } }: OfFile) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [bankReference, setReference] = useState('');
  const [isMissing, setMissing] = useState(false);
  const step = useStep(batch, (api, params, reference: string) => api.POST('/api/v1/batches/{batchId}/sendings', { params, body: { fileNo, bankReference: reference } }));
  const run = (onDone: () => void): void => {
    setMissing(bankReference.trim() === '');
    if (bankReference.trim() !== '') step.mutate(bankReference.trim(), { onSuccess: onDone });
  };
  return (
    <Step verb={said.send} isMain what={said.sendWhat(fileNo, lines, yuanOf(totalFen, language))} why={whyNot('pay', batch, me)} running={step} run={run}>
      <Form layout="vertical" component="div">
        <Form.Item label={said.reference} htmlFor="bank-reference" validateStatus={isMissing ? 'error' : ''} help={isMissing ? said.referenceMissing : undefined}>
          <Input id="bank-reference" value={bankReference} maxLength={200} autoComplete="off" onChange={({ target }) => setReference(target.value)} />
        </Form.Item>
      </Form>
    </Step>
  );
};

export const VoidFile = ({ batch, file: { fileNo, lines, totalFen } }: OfFile) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { field, take } = useReason();
  const step = useStep(batch, (api, { path, header }, reason: string) => api.POST('/api/v1/batches/{batchId}/files/{fileNo}/voiding', { params: { path: { ...path, fileNo }, header }, body: { reason } }));
  return (
    <Step verb={said.void} isDanger what={said.voidWhat(fileNo, lines, yuanOf(totalFen, language))} why={whyNot('void', batch, me)} running={step} run={(onDone) => take((reason) => step.mutate(reason, { onSuccess: onDone }))}>
      <Reason {...field} />
    </Step>
  );
};
