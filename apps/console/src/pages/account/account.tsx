import { Alert, Card, Descriptions, Flex } from 'antd';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { Page } from '../../shared/page';
import { refreshAll } from '../../shared/refresh-all';
import { roleWords } from '../../shared/role-words';
import { useWords } from '../../shared/use-words';
import { useTexts } from '../../texts/language';
import { Delegations } from './delegations';
import { PasswordForm } from './password-form';
import { texts } from './texts';

/** Who is signed in, with their roles; their password, and who may act in their name. For every role. */
const Account = () => {
  const said = useTexts(texts);
  const words = useWords();
  const queries = useQueryClient();
  const { me } = useSession();
  const [isChanged, setChanged] = useState(false);
  const done = () => {
    setChanged(true);
    void refreshAll(queries);
  };
  return (
    <Page title={said.title}>
      <Flex vertical gap="middle">
        <Descriptions column={1} size="small" bordered items={[
          { key: 'who', label: said.who, children: me.userId },
          ...(me.onBehalfOf === undefined ? [] : [{ key: 'for', label: said.inNameOf, children: me.onBehalfOf }]),
          { key: 'roles', label: said.roles, children: me.roles.length === 0 ? said.noRole : <Flex vertical>{me.roles.map(({ role, areaCode }) => <span key={`${role} ${areaCode}`}>{words(roleWords, role)} · <AreaName code={areaCode} /></span>)}</Flex> },
        ]} />
        <Delegations />
        <Card size="small" title={said.password}>
          {isChanged ? <Alert type="success" showIcon role="status" title={said.changed} /> : <p>{said.whatHappens}</p>}
          <PasswordForm me={me} onDone={done} />
        </Card>
      </Flex>
    </Page>
  );
};

export default Account;
