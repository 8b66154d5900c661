import { Button, Descriptions, Flex, Tag } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { Grants } from '../../shared/grants';
import { Page } from '../../shared/page';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { ChangeRoles } from './change-roles';
import { Disable } from './disable';
import { History } from './history';
import { mayNotOf } from './may-not';
import { ResetPassword } from './reset-password';
import { StandIns } from './stand-ins';
import { mayNotTexts, texts } from './texts';
import { useUser } from './use-user';
import { User } from './user-view';

type Step = 'roles' | 'password' | 'disable';

/** One officer: roles, what an administrator may do, who stands in, and everything that happened to the account. */
const UserPage = () => {
  const said = useTexts(texts);
  const { userId = '' } = useParams();
  const { data: user, isPending, isError, error, refetch, isFollowing, changed } = useUser(userId);
  if (isPending) return <Busy waitsFor={said.loading} />;
  if (isError || user === null) return <Page title={said.title(userId)}>{isError ? <Trouble error={error} again={() => void refetch()} /> : null}<Link to="/users">{said.users}</Link></Page>;
  return (
    <Page title={said.title(user.displayName)} actions={<Link to="/users">{said.users}</Link>}>
      <Flex vertical gap="middle">
        <Summary user={user} />
        <Steps user={user} isFollowing={isFollowing} onChanged={changed} />
        <StandIns user={user} onChanged={changed} />
        <History userId={user.userId} version={user.version} />
      </Flex>
    </Page>
  );
};

const Summary = ({ user }: { readonly user: User }) => {
  const said = useTexts(texts);
  return (
    <Descriptions column={1} size="small" bordered items={[
      { key: 'id', label: said.userId, children: user.userId },
      { key: 'status', label: said.status, children: <Flex gap="small" wrap>{user.disabledReason === null ? said.active : <Tag color="error">{said.disabled(user.disabledReason)}</Tag>}{user.kind === 'automation' ? <Tag>{said.program}</Tag> : null}{user.demo ? <small>{said.demo}</small> : null}</Flex> },
      { key: 'roles', label: said.roles, children: <Grants grants={user.roles} /> },
    ]} />
  );
};

interface StepsProps {
  readonly user: User;
  /** What was changed a moment ago is not shown yet; the next change waits for it. */
  readonly isFollowing: boolean;
  readonly onChanged: (version: number) => void;
}

const Steps = ({ user, isFollowing, onChanged }: StepsProps) => {
  const said = useTexts(texts);
  const why = useTexts(mayNotTexts);
  const { me } = useSession();
  const [step, setStep] = useState<Step | null>(null);
  const mayNot = mayNotOf(me, user);
  if (mayNot !== null) return <p>{why[mayNot]}</p>;
  const leave = () => setStep(null);
  const done = (version: number) => {
    onChanged(version);
    leave();
  };
  return (
    <Flex gap="small" wrap>
      <Button onClick={() => setStep('roles')} loading={isFollowing}>{said.changeRoles}</Button>
      <Button onClick={() => setStep('password')} loading={isFollowing}>{said.reset}</Button>
      <Button danger onClick={() => setStep('disable')} loading={isFollowing}>{said.disable}</Button>
      {step === 'roles' ? <ChangeRoles user={user} onDone={done} onLeave={leave} /> : null}
      {step === 'password' ? <ResetPassword user={user} onDone={done} onLeave={leave} /> : null}
      {step === 'disable' ? <Disable user={user} onDone={done} onLeave={leave} /> : null}
    </Flex>
  );
};

export default UserPage;
