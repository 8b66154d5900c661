import { Select } from 'antd';
import { useSession } from '../app/session';
import { areaLevel } from '@zhibu/kernel';
import { useLanguage } from '../texts/language';
import { useAreaName, useAreasBelow } from './use-areas';

interface AreaPickProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (areaCode: string | undefined) => void;
}

/** An area of the officer's own: the township, or a village in it; in a county first the townships. Fits a form. */
export const AreaPick = ({ id, value, onChange }: AreaPickProps) => {
  const { me } = useSession();
  const { language } = useLanguage();
  const own = me.roles[0]?.areaCode ?? '000000000000';
  const parent = value !== undefined && areaLevel(value) === 'township' ? value : value !== undefined && areaLevel(value) === 'village' ? `${value.slice(0, 9)}000` : own;
  const ownName = useAreaName(own);
  const parentName = useAreaName(parent);
  const { data: below = [], isFetching } = useAreasBelow(parent);
  const options = [
    { value: own, label: ownName },
    ...(parent === own ? [] : [{ value: parent, label: parentName }]),
    ...below.map(({ code, name }) => ({ value: code, label: name[language] })),
  ];
  return <Select<string> {...(id === undefined ? {} : { id })} value={value ?? null} onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)} options={options} loading={isFetching} allowClear showSearch={{ optionFilterProp: 'label' }} />;
};
