import { Alert, Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { factSpec } from '@zhibu/policy';
import type { Text } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { ApiClient } from '../../api/client';
import { useSession } from '../../app/session';
import { useLanguage, useTexts } from '../../texts/language';
import { mayRecord } from './may-record';
import './person-record.css';
import { Given, correctionOf, factValue, said as filled, sourceOf } from './record-body';
import { CommandHeader, RecordDialog } from './record-dialog';
import { RecordFields, Recorded } from './record-fields';
import { recordTexts } from './texts';
import { useWhatFollows } from './what-follows';

const offered: readonly Recorded[] = ['account', 'contact', 'fact', 'family', 'move', 'death', 'undoDeath'];
const whatOf = { account: 'accountWhat', contact: 'contactWhat', fact: 'factWhat', family: 'familyWhat', move: 'moveWhat', death: 'deathWhat', undoDeath: 'undoDeathWhat' } as const;

type Warnings = readonly { readonly code: string; readonly message: Text }[];

const sendRecord = async (api: ApiClient, what: Recorded, personKey: string, given: Given, header: CommandHeader): Promise<Warnings> => {
  const params = { path: { personKey }, header };
  const [source, day = '', reason = ''] = [sourceOf(given), given.day, given.reason];
  switch (what) {
    case 'account': {
      const body = { accountNumber: (given.accountNumber ?? '').trim(), holderName: (given.holderName ?? '').trim(), bank: (given.bank ?? '').trim(), validFrom: day, source };
      return (await api.POST('/api/v1/people/{personKey}/accounts', { params, body })).data?.warnings ?? [];
    }
    case 'contact':
      await api.POST('/api/v1/people/{personKey}/corrections', { params, body: { ...correctionOf(given), source, reason } });
      return [];
    case 'fact': {
      const { of = 'self', fact = '', value = '' } = given;
      const spec = factSpec(fact);
      await api.POST('/api/v1/people/{personKey}/facts', { params, body: { facts: [{ fact: { fact, of, value: spec === undefined ? value : factValue(spec, value), validFrom: day, validTo: null, source } }] } });
      return [];
    }
    case 'family': {
      const { relation = 'spouse', relative = '' } = given;
      const other = (await api.POST('/api/v1/people/find', { body: { idNumber: relative.trim(), purpose: 'case-work', reason: recordTexts.family.zh } })).data;
      if (other !== undefined) await api.POST('/api/v1/people/{personKey}/family', { params, body: { relation, otherPersonKey: other.personKey, validFrom: day, validTo: filled(given.until) ?? null } });
      return [];
    }
    case 'move':
      await api.POST('/api/v1/people/{personKey}/moves', { params, body: { toArea: given.toArea ?? '', movedOn: day, source } });
      return [];
    case 'death':
      await api.POST('/api/v1/people/{personKey}/death', { params, body: { diedOn: day, source } });
      return [];
    case 'undoDeath':
      await api.POST('/api/v1/people/{personKey}/death/retractions', { params, body: { reason, source } });
      return [];
  }
};

interface PersonRecordProps {
  readonly personKey: string;
  /** Where the person lives. */
  readonly areaCode: string;
}

/** What changes in the life of somebody who is paid, or asks to be: each change with the document that tells it. */
export const PersonRecord = ({ personKey, areaCode }: PersonRecordProps) => {
  const said = useTexts(recordTexts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [open, setOpen] = useState<Recorded | null>(null);
  const [done, setDone] = useState<{ readonly what: Recorded; readonly warnings: Warnings } | null>(null);
  useWhatFollows(done);
  const may = mayRecord(me, areaCode);
  const finish = (what: Recorded, warnings: Warnings): void => {
    setOpen(null);
    setDone({ what, warnings });
  };
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{may ? said.what : said.notYours}</Typography.Text>
      <div className="record-offers">{offered.map((what) => <Button key={what} size="small" disabled={!may} onClick={() => setOpen(what)}>{said[what]}</Button>)}</div>
      <div role="status">
        {done === null ? null : <Alert showIcon type={done.warnings.length === 0 ? 'success' : 'warning'} title={`${said.done}: ${said[done.what]}`} description={done.warnings.length === 0 ? undefined : `${said.compare}: ${done.warnings.map(({ message }) => message[language]).join(' ')}`} />}
      </div>
      {open === null ? null : <Opened key={open} what={open} personKey={personKey} areaCode={areaCode} onDone={finish} onClose={() => setOpen(null)} />}
    </Flex>
  );
};

interface OpenedProps extends PersonRecordProps {
  readonly what: Recorded;
  readonly onDone: (what: Recorded, warnings: Warnings) => void;
  readonly onClose: () => void;
}

const Opened = ({ what, personKey, areaCode, onDone, onClose }: OpenedProps) => {
  const api = useApi();
  const said = useTexts(recordTexts);
  const send = async (given: Given, header: CommandHeader): Promise<void> => onDone(what, await sendRecord(api, what, personKey, given, header));
  return <RecordDialog name={what} hasPaper={what !== 'family'} title={said[what]} what={said[whatOf[what]]} send={send} onClose={onClose}><RecordFields what={what} areaCode={areaCode} /></RecordDialog>;
};
