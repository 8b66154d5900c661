import { useEffect, useState } from 'react';
import { Alert, Button, Flex } from 'antd';
import { useRouteError } from 'react-router';
import { NoLine } from '../api/problem';
import { Busy } from '../shared/busy';
import { Page } from '../shared/page';
import { Trouble } from '../shared/trouble';
import { useTexts } from '../texts/language';
import { isMissingFile } from './missing-file';
import { texts } from './texts';

const entryIn = (page: ParentNode): string | null => page.querySelector('script[type=module]')?.getAttribute('src') ?? null;

type Cause = 'new-version' | 'no-line' | 'fault';

/** Files carry the hash of what is in them: where the server's page begins with another one, ours are gone for good. */
const causeOf = async (): Promise<Cause> => {
  try {
    const answer = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) return 'no-line';
    return entryIn(new DOMParser().parseFromString(await answer.text(), 'text/html')) === entryIn(document) ? 'fault' : 'new-version';
  } catch {
    return 'no-line';
  }
};

const reload = (): void => location.reload();

/** In place of a page that cannot be shown: the frame stays, and there is a way on. */
export const Broken = () => {
  const error = useRouteError();
  return isMissingFile(error) ? <WithoutItsFile error={error} /> : <Failed error={error} />;
};

const WithoutItsFile = ({ error }: { readonly error: unknown }) => {
  const said = useTexts(texts);
  const [cause, setCause] = useState<Cause | null>(null);
  useEffect(() => void causeOf().then(setCause), []);
  if (cause === null) return <Busy waitsFor={said.loading} />;
  if (cause === 'fault') return <Failed error={error} />;
  if (cause === 'no-line') return <Page title={said.broken}><Trouble error={new NoLine('no answer')} again={reload} /></Page>;
  return (
    <Page title={said.newVersion}>
      <Alert type="info" showIcon title={said.newVersionWhy} action={<Button type="primary" onClick={reload}>{said.reload}</Button>} />
    </Page>
  );
};

const Failed = ({ error }: { readonly error: unknown }) => {
  const said = useTexts(texts);
  return (
    <Page title={said.broken}>
      <Flex vertical gap="small" align="start">
        <Trouble error={error} again={reload} />
        <p>{said.wayOn}</p>
        <Button href="/">{said.home}</Button>
      </Flex>
    </Page>
  );
};
