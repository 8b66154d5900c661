import { randomInt, randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { accessTroubles, cutSideways } from './support/axe';
import { openScreen } from './support/screen';
import { Stage, onScreen } from './support/stage';

/** People who were paid by a register before, with the facts that the rule asks for; a plan of its own, so that nobody of the county is met again. */
const plan = Number(process.env['ZHIBU_TEST_PLAN'] ?? 20_260_102);
const paidBefore = demoPlan(scaledNumbers(60), plan).filter(({ story, scheme }) => story === 'carried-over' && scheme === 'rural-reward').slice(0, 2);

const optionsMax = 20;

/** By arrows, as somebody without a mouse does. */
const choose = async (page: Page, field: Locator, wanted: string): Promise<void> => {
  await field.focus();
  const active = page.locator('.ant-select-item-option-active');
  for (let pressed = 0; pressed < optionsMax; pressed += 1) {
    await page.keyboard.press('ArrowDown');
    await active.first().waitFor();
    if ((await active.first().innerText()) === wanted) return page.keyboard.press('Enter');
  }
  throw new Error(`expected ${wanted} among the choices`);
};

export const registerJourneys = (stage: () => Stage): void => {
  it('a register kept before is loaded by one officer, refused to them for approval, approved by another with its hash, and carried over', () => onScreen(stage(), ['wide', 'zh'], async (screen) => {
    const { page } = screen;
    const title = `2015 年度名册 ${randomInt(10_000, 100_000)}`;
    await screen.signIn('caseworker-01');
    for (const { form } of paidBefore) {
      const answer = await page.request.post('/api/v1/people', { data: { ...form, areaCode: '990101100001' }, headers: { 'Idempotency-Key': randomUUID() } });
      expect(answer.status()).toBe(201);
    }
    await screen.open('/registers');
    await page.getByRole('button', { name: '登记一份旧名册' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, dialog.getByLabel('项目'), '农村部分计划生育家庭奖励扶助');
    await dialog.getByLabel('名称').fill(title);
    await dialog.getByLabel('名册总人数').fill('2');
    await dialog.getByLabel('核查所依据的日期').fill('20160101');
    await dialog.getByRole('button', { name: '开始登记' }).click();
    const drawer = page.getByRole('dialog', { name: title });
    const list = (last: string): Buffer => Buffer.from(['身份证号,已发至', ...paidBefore.map(({ form: { idNumber } }, index) => `${idNumber},${index === 0 ? '2015-12' : last}`)].join('\n'));
    await drawer.locator('input[type=file]').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: list('2015-13') });
    // Approved as a whole, so one wrong cell keeps all of it out until it is mended.
    await drawer.getByText('1 行有误：名册整体批准，全部无误才能读入').waitFor();
    const cell = drawer.locator('input[aria-invalid=true]').first();
    await cell.fill('2015-12');
    await cell.press('Enter');
    await drawer.getByText('全部无误，人数相符').waitFor();
    expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
    await drawer.getByRole('button', { name: '读入 2 人' }).click();
    await drawer.getByRole('button', { name: '提交批准' }).click();
    await drawer.getByText('编制人不得批准，须由他人批准').waitFor();
    const other = await openScreen(stage().browser, stage().county, 'phone', 'zh');
    try {
      await other.signIn('county-1');
      await other.open('/registers');
      await other.page.getByText(title, { exact: true }).first().click();
      const there = other.page.getByRole('dialog', { name: title });
      await there.getByRole('button', { name: '批准', exact: true }).click();
      const question = other.page.getByRole('dialog').filter({ hasText: '系统将逐人核查 2 人' });
      expect(await question.locator('code').innerText()).toMatch(/^[0-9a-f]{64}$/);
      await question.getByRole('button', { name: '批准 2 人' }).click();
      await there.getByText('转入 2 人，未转入 0 人').waitFor();
      expect(other.complaints()).toEqual([]);
    } finally {
      await other.close();
    }
    await drawer.getByText('转入 2 人，未转入 0 人').waitFor();
  // The list may follow a register just opened at a short distance; it is asked for again.
  }, { expected: [/\/registers: Failed to load resource.*404/] }));
};
