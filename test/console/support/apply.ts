import { randomInt } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Tongue } from './screen';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const lastOf = (seventeen: string): string => '10X98765432'.charAt([...seventeen].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), 0) % 11);

/** A number that nobody of the county has: of a woman born in the fifties. */
export const newNumber = (): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seventeen = `990000195${randomInt(0, 10)}${two(randomInt(1, 13))}${two(randomInt(1, 29))}${randomInt(45, 50)}${randomInt(0, 5) * 2}`.slice(0, 17);
  return `${seventeen}${lastOf(seventeen)}`;
};

export const applyWords = {
  zh: { scheme: '独生子女父母奖励', village: '村（社区）', villageName: '一村', next: '下一步', id: '身份证号', name: '姓名', phone: '电话', evidence: '材料', lookOver: '核对与送出', send: '送出申请', later: '没有网络：放入待送，恢复后自动送出', kept: '已加密保存在本机', sent: '申请已受理', nobody: '您的辖区内没有登记此身份证号' },
  en: { scheme: 'Only-child bonus', village: 'Village', villageName: 'Village 2', next: 'Next', id: 'ID number', name: 'Name', phone: 'Phone', evidence: 'Evidence', lookOver: 'Look over and send', send: 'Send the application', later: 'No line: put it in the row, and it is sent when the line is back', kept: 'Kept encrypted on this device', sent: 'The application is taken in', nobody: 'Nobody of your area has this number on record' },
} as const;

const [wideFrom, stepsMax] = [768, 8];

/** Scheme and village, up to the applicant's own step. */
export const chooseScheme = async (page: Page, tongue: Tongue, scheme: string = applyWords[tongue].scheme): Promise<void> => {
  const said = applyWords[tongue];
  await page.getByRole('radio', { name: scheme }).check();
  await page.getByLabel(said.village, { exact: true }).click();
  await page.keyboard.type(said.villageName);
  await page.getByRole('option', { name: said.villageName, exact: true }).first().waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: said.next }).click();
};

export interface Applicant {
  readonly idNumber: string;
  readonly name: string;
}

/** Whoever applies, with what has to be told of them and no more. */
export const fillApplicant = async (page: Page, tongue: Tongue, { idNumber, name }: Applicant): Promise<void> => {
  const said = applyWords[tongue];
  await page.getByLabel(said.id, { exact: true }).fill(idNumber);
  await page.getByLabel(said.name, { exact: true }).fill(name);
};

/** By the dots of a wide screen, or step by step. */
export const toStep = async (page: Page, tongue: Tongue, step: 'evidence' | 'lookOver'): Promise<void> => {
  const said = applyWords[tongue];
  const title = page.locator('h2.apply-step');
  if ((page.viewportSize()?.width ?? 0) > wideFrom) await page.getByRole('navigation').getByText(said[step], { exact: true }).click();
  for (let steps = 0; steps < stepsMax && !(await title.innerText()).includes(said[step]); steps += 1) await page.getByRole('button', { name: said.next }).click();
  await title.getByText(said[step]).waitFor();
};

/** Kept on the device, as the page says. */
export const isKept = (page: Page, tongue: Tongue): Promise<void> => page.getByText(applyWords[tongue].kept, { exact: true }).waitFor();
