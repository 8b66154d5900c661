import { Alert, ConfigProvider, Modal } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { SignIn } from '../pages/sign-in/sign-in';
import { Busy } from '../shared/busy';
import { Load, Part } from '../shared/parts';
import { useLanguage, useTexts } from '../texts/language';
import { keepsDrafts } from './ask-who';
import { LeavingWarning } from './leaving';
import type { Me } from './me';
import { useLine } from './offline';
import { Router } from './router';
import { SessionContext } from './session';
import { sessionTexts } from './session-texts';
import { texts } from './texts';
import { theme } from './theme';
import type { Leaving } from './use-leaving';

interface WorkplaceProps {
  readonly me: Me;
  readonly leaving: Leaving;
  /** The session ended while they were at work. */
  readonly hasEnded: boolean;
  readonly onSignedIn: () => void;
}

/** Two characters stay side by side: a space between them is no part of the word that somebody says or searches for. */
const wordsAsWritten = { autoInsertSpace: false };

const loadFirstPassword = () => import('../pages/account/first-password');

/** Without it the console works as before; what waits is sent the next time. */
const loadRowOfDrafts: Load<{ readonly owner: string }> = () => import('../drafts/row-of-drafts').catch(() => ({ default: () => null }));

/** Everything that stands around the pages of somebody who is signed in. */
const Workplace = (props: WorkplaceProps) => {
  const { language } = useLanguage();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={wordsAsWritten}>
      <Inside {...props} />
    </ConfigProvider>
  );
};

const Inside = (props: WorkplaceProps) => {
  const { me, leaving: { unsent, isUnderWay, leave, signOut, stay }, onSignedIn } = props;
  const said = useTexts(texts);
  const session = useMemo(() => ({ me, signOut }), [me, signOut]);
  if (me.mustChangePassword) return <><Part load={loadFirstPassword} props={{ me, onDone: onSignedIn }} meanwhile={<Busy waitsFor={said.loading} />} /><SignInAgain {...props} /></>;
  return (
    <SessionContext value={session}>
      <Line />
      <Router />
      {keepsDrafts(me) ? <Part load={loadRowOfDrafts} props={{ owner: me.userId }} meanwhile={null} /> : null}
      <LeavingWarning unsent={unsent} isUnderWay={isUnderWay} onLeave={() => void leave()} onStay={stay} />
      <SignInAgain {...props} />
    </SessionContext>
  );
};

/** Over the page, as whoever they were: in the name of whom they stood in for, too. */
const SignInAgain = ({ me: { userId, onBehalfOf }, hasEnded, onSignedIn }: WorkplaceProps) => {
  const said = useTexts(texts);
  return (
    <Modal open={hasEnded} closable={false} footer={null} title={said.sessionEnded} destroyOnHidden>
      <SignIn userId={userId} onBehalfOf={onBehalfOf} onDone={onSignedIn} within />
    </Modal>
  );
};

/** Always there, so that a reader's program hears of the line when it goes. */
const Line = () => {
  const said = useTexts(sessionTexts);
  const hasLine = useLine();
  return <div role="status">{hasLine ? null : <Alert banner type="warning" title={said.cut} />}</div>;
};

export default Workplace;
