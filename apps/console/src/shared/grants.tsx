import { Flex } from 'antd';
import type { RoleGrant } from '@zhibu/kernel';
import { useTexts } from '../texts/language';
import { AreaName } from './area-name';
import { grantTexts } from './grant-words';
import { roleWords } from './role-words';
import { useWords } from './use-words';

/** Which role somebody holds where, one a line. */
export const Grants = ({ grants }: { readonly grants: readonly RoleGrant[] }) => {
  const said = useTexts(grantTexts);
  const words = useWords();
  if (grants.length === 0) return <>{said.noGrant}</>;
  return <Flex vertical>{grants.map(({ role, areaCode }) => <span key={`${role} ${areaCode}`}>{words(roleWords, role)} · <AreaName code={areaCode} /></span>)}</Flex>;
};
