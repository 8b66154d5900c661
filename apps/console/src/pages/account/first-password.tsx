import { Card, Flex, Typography } from 'antd';
import type { Me } from '../../app/me';
import { useTexts } from '../../texts/language';
import { PasswordForm } from './password-form';
import { texts } from './texts';

/** In place of every page, for somebody whose password others set: the service opens nothing else to them. */
const FirstPassword = ({ me, onDone }: { readonly me: Me; readonly onDone: () => void }) => {
  const said = useTexts(texts);
  return (
    <main>
      <Flex justify="center" style={{ padding: 16 }}>
        <Card style={{ width: 'min(100%, 460px)' }}>
          <Typography.Title level={1} className="page-title">{said.firstTitle}</Typography.Title>
          <Typography.Paragraph>{said.firstWhy}</Typography.Paragraph>
          <PasswordForm me={me} onDone={onDone} />
        </Card>
      </Flex>
    </main>
  );
};

export default FirstPassword;
