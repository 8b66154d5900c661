import { Form, Input, Select } from 'antd';
import { Role, roles } from '@zhibu/kernel';
import { AreaPick } from '../../shared/area-pick';
import { roleWords } from '../../shared/role-words';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

export interface Asked {
  readonly words?: string;
  readonly role?: Role;
  readonly area?: string;
  readonly status?: 'active' | 'disabled';
}

type Typed = { readonly [K in keyof Asked]: Asked[K] | null | undefined };

/** The server refuses what is empty. */
const asked = ({ words, role, area, status }: Typed): Asked => ({ ...(words?.trim() ? { words: words.trim() } : {}), ...(role ? { role } : {}), ...(area ? { area } : {}), ...(status ? { status } : {}) });

/** Asks as it is typed; role and area have to fit one grant. */
export const Filter = ({ asked: first, onAsk }: { readonly asked: Asked; readonly onAsk: (asked: Asked) => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const wide = { minWidth: 170, maxWidth: '80vw' };
  return (
    <Form<Typed> name="filter" layout="inline" className="filter" initialValues={first} onValuesChange={(_, values) => onAsk(asked(values))}>
      <Form.Item name="words" label={said.search}><Input type="search" allowClear maxLength={100} autoComplete="off" style={{ width: 150 }} /></Form.Item>
      <Form.Item name="role" label={said.role}><Select allowClear placeholder={said.all} popupMatchSelectWidth={false} style={wide} options={roles.map((value) => ({ value, label: roleWords[value][language] }))} /></Form.Item>
      <Form.Item name="area" label={said.area} style={{ minWidth: 220 }}><AreaPick /></Form.Item>
      <Form.Item name="status" label={said.status}><Select allowClear placeholder={said.all} style={{ width: 120 }} options={[{ value: 'active', label: said.active }, { value: 'disabled', label: said.disabled }]} /></Form.Item>
    </Form>
  );
};
