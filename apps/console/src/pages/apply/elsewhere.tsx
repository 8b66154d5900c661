import { Alert, Button, Flex } from 'antd';
import { Link } from 'react-router';
import type { Holding } from '../../drafts/use-hold';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

/** Instead of the form, where another tab has the draft. */
export const Elsewhere = ({ holding: { wasTaken, isRefused }, onTake }: { readonly holding: Extract<Holding, { state: 'elsewhere' }>; readonly onTake: () => void }) => {
  const said = useTexts(texts);
  return (
    <Flex vertical gap="small" align="start">
      <Alert type="warning" showIcon title={said.elsewhere} description={wasTaken ? <>{said.elsewhereSilent} <Link to="/drafts">{said.drafts}</Link></> : said.elsewhereWhat} />
      {isRefused ? <Alert type="error" showIcon title={said.elsewhereStuck} /> : null}
      <Button type="primary" onClick={onTake}>{said.goOnHere}</Button>
    </Flex>
  );
};
