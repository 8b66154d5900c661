import { EventSpec, canonicalJson } from '@zhibu/kernel';

/** Values that exist nowhere else, so that finding one of them means that it got through. */
export const planted = {
  name: '欧阳·𠮷祥测试',
  idNumber: '990000194706150017',
  phone: '13800009876',
  address: '示例县示例镇柳树村八组十七号',
  account: '9999010000000000010',
  health: '肢体残疾二级鉴定书',
  note: '邻居反映其子已于外地落户',
} as const;

/** One value that holds all of them, as a note, a fact or a rule decision would. */
const everything = { text: Object.values(planted).join('；'), parts: { ...planted, list: Object.values(planted) } };

const put = (data: Record<string, unknown>, path: string, value: unknown): void => {
  const [step = '', ...rest] = path.split('.');
  if (rest.length === 0) data[step] = value;
  else if (rest[0] === '*') put((data[step] as Record<string, unknown>[])[0] ?? {}, rest.slice(1).join('.'), value);
  else put((data[step] ??= {}) as Record<string, unknown>, rest.join('.'), value);
};

/** Content of an event type with every personal field planted; the other fields are of no matter here. */
export const plantedContent = (spec: EventSpec, personKey: string): Record<string, unknown> => {
  const data: Record<string, unknown> = { seenOn: '2016-06-30', amountFen: 110_000 };
  const lists = [...spec.subjects, ...spec.personal.flatMap(({ of, fields }) => [of, ...fields])].filter((path) => path.includes('.*'));
  for (const path of lists) data[path.slice(0, path.indexOf('.*'))] ??= [{}];
  for (const path of spec.subjects) put(data, path, personKey);
  for (const { of, fields } of spec.personal) {
    put(data, of, personKey);
    for (const field of fields) put(data, field, everything);
  }
  return data;
};

export const mentions = (data: unknown): number => canonicalJson(data).split(planted.idNumber).length - 1;
