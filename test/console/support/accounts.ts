import type { PaidLine } from './bank';
import type { Stage } from './stage';
import { as, send } from './steps';

/** Townships of the demo are numbered from 100, their caseworkers from 01. */
export const caseworkerOf = (areaCode: string): string => `caseworker-${String(Number(areaCode.slice(6, 9)) - 99).padStart(2, '0')}`;

/** Whoever named an account in an earlier journey has to name another one. */
const anotherNumber = (): string => `99990190${String(Date.now()).slice(-11)}`;

/** The account is recorded by the person's own caseworker; the page for that is looked at elsewhere. */
export const recordAccount = (stage: Stage, { personKey, areaCode }: PaidLine): Promise<void> => as(stage, caseworkerOf(areaCode), ['wide', 'zh'], async (screen) => {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const look = await screen.page.request.post(`/api/v1/people/${personKey}/looks`, { data: { what: 'details', reason: '登记本人新账户' } });
  const { name: holderName } = (await look.json()) as { readonly name: string };
  const source = { kind: 'declaration', reference: '本人申报', issuedBy: '本人', issuedOn: today };
  const { status, detail } = await send(screen, `/people/${personKey}/accounts`, { accountNumber: anotherNumber(), holderName, bank: '示例县农村商业银行', validFrom: today, source });
  expect([status, status === 200 ? '' : detail]).toEqual([200, '']);
});
