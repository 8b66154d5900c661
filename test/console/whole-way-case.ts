import type { Locator, Page } from 'playwright-core';
import { LocalDate, addDays } from '@zhibu/kernel';
import { CountyClock } from './support/county-clock';
import { Screen, Tongue } from './support/screen';
import { Stage } from './support/stage';
import { as, dialogOf, openUntil, read, readUntil, rows, send, whyNot } from './support/steps';

/** Nobody of the demo has this number. */
export const applicant = { name: '欧阳秀兰', idNumber: '99000019550315002X', account: '9999010000000000010' } as const;
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

const words = {
  zh: { decide: /作出决定/, close: /结束公示/, approve: /^通过/, reviewers: /评议人员姓名/, resolve: /处理异议/, sign: /^签\s*名$/, agree: '同意', onNotice: '公示中' },
  en: { decide: /^Decide$/, close: /^Close the notice$/, approve: /^Approve/, reviewers: /Names of the reviewers/, resolve: /Resolve the objection/, sign: /^Sign$/, agree: 'Agrees', onNotice: 'On public notice' },
} as const;

interface CaseShown { readonly status: string; readonly stage: string | null; readonly noticeLastDay: LocalDate | null }

export const casePath = (applicationId: string): string => `/cases/${encodeURIComponent(applicationId)}`;
export const clockOf = ({ county: { clock } }: Stage): CountyClock => {
  if (clock === null) throw new Error('expected a county with a clock of its own');
  return clock;
};

const offer = (page: Page, name: RegExp): Locator => page.locator('.case-actions').getByRole('button', { name });
const status = (page: Page, said: string): Locator => page.locator('main .ant-descriptions .ant-tag', { hasText: said });

/** Opens a form of the case, fills it, sends it, and waits until it is gone. */
const act = async (page: Page, name: RegExp, fill: (dialog: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> => {
  await offer(page, name).click();
  const dialog = dialogOf(page);
  await fill(dialog);
  await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
};

/** At the window of a village, on a phone: step by step, and what the rule says is seen before it is sent. */
export const applyOnPhone = async (stage: Stage): Promise<string> => {
  let applicationId = '';
  await as(stage, 'caseworker-01', ['phone', 'zh'], async ({ page, open, settled }) => {
    await open('/apply');
    const [fill, next] = [(label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value), () => page.getByRole('button', { name: '下一步' }).click()];
    const choose = (name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).check();
    await choose('农村部分计划生育家庭奖励扶助');
    await page.getByLabel('村（社区）', { exact: true }).click();
    await page.keyboard.type('一村');
    await page.getByRole('option', { name: '一村', exact: true }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await next();
    await fill('身份证号', applicant.idNumber);
    await page.getByText(/女，1955年3月15日 出生，61 岁/).waitFor();
    await fill('姓名', applicant.name);
    await choose('农村');
    await fill('编号或页码，不写姓名', '905');
    await next();
    await fill('曾生育（含收养）子女数', '1');
    await fill('出生日期', '19800520');
    await choose('女');
    await choose('是');
    await next();
    await choose('是');
    await next();
    await fill('账号或卡号', applicant.account);
    await fill('开户行', '示例农商银行');
    await next();
    await next();
    await page.getByText('7 项条件已符合 7 项').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1)).toBe(true);
    await page.getByRole('button', { name: '送出申请' }).click();
    await page.getByRole('link', { name: '打开案件' }).click();
    await page.waitForURL(/\/cases\/rural-reward/);
    await settled();
    applicationId = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    // Whether somebody has the number is looked for while it is typed; Chromium writes down that nobody has.
  }, { expected: [/status of 404/] });
  return applicationId;
};

/** Whoever took it in does not review it, and reads whose it is. */
export const lookAfterApplying = (stage: Stage, applicationId: string): Promise<void> => as(stage, 'caseworker-01', ['phone', 'zh'], async (screen) => {
  await openUntil(screen, casePath(applicationId), (page) => offer(page, words.zh.decide));
  expect(await whyNot(screen.page, offer(screen.page, words.zh.decide))).toBe('由村级评议员办理');
});

/** Five names or none: then the public list, masked, with an objection taken in at it and found to be wrong. */
export const villageReview = (stage: Stage, applicationId: string): Promise<void> => as(stage, 'village-01', ['phone', 'en'], async (screen) => {
  const { page, open } = screen;
  const said = words.en;
  await openUntil(screen, casePath(applicationId), () => offer(page, said.decide));
  await act(page, said.decide, async (dialog) => {
    await dialog.getByLabel(said.approve).check();
    await dialog.getByLabel(said.reviewers).fill(reviewers.slice(1).join('\n'));
    await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
    await dialog.getByText('At least 5 different reviewers, 4 so far').waitFor();
    await dialog.getByLabel(said.reviewers).fill(reviewers.join('\n'));
  });
  await status(page, said.onNotice).waitFor();
  expect(await whyNot(page, offer(page, said.close))).toMatch(/time.*Expected: .*found: /s);
  await open('/notices');
  await rows(page).filter({ hasText: 'Village notice' }).first().getByRole('checkbox').check();
  const entry = page.locator('.notice-sheet tbody tr', { has: page.locator(`a[href="${casePath(applicationId)}"]`) });
  const shown = await entry.innerText();
  expect([shown.includes('*'), shown.includes(applicant.name), shown.includes(applicant.idNumber)]).toEqual([true, false, false]);
  await entry.getByRole('button').click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('What is objected').fill('人户分离，多年不在本村居住');
  await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
  await openUntil(screen, casePath(applicationId), () => offer(page, said.resolve));
  await act(page, said.resolve, async (form) => {
    await form.getByLabel('Objection', { exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await form.getByLabel(/^Not upheld/).check();
    await form.getByLabel('Note').fill('入户核实，常住本村');
  });
  await page.getByText(/^Village notice: hangs through .* more; closed by the system the day after/).waitFor();
});

const lastDayOf = async (screen: Screen, applicationId: string): Promise<LocalDate> => {
  const { noticeLastDay } = await read<CaseShown>(screen, `/applications/${encodeURIComponent(applicationId)}`);
  if (noticeLastDay === null) throw new Error('expected a notice with a last day');
  return noticeLastDay;
};

/** The last day counts in full: on it the notice stays, whoever asks; on the next day it may be closed. */
export const runOutNotice = async (stage: Stage, applicationId: string, userId: string, tongue: Tongue, isTriedEarly = false): Promise<void> => {
  const [said, path] = [words[tongue], casePath(applicationId)];
  let lastDay = '';
  await as(stage, userId, ['wide', tongue], async (screen) => void (lastDay = await lastDayOf(screen, applicationId)));
  if (isTriedEarly) {
    clockOf(stage).goOnTo(lastDay);
    await as(stage, userId, ['wide', tongue], async (screen) => {
      const { page } = screen;
      await openUntil(screen, path, () => offer(page, said.close));
      await page.getByText(/, 1 day more; closed by the system the day after/).waitFor();
      await whyNot(page, offer(page, said.close));
      const { stage: at } = await read<CaseShown>(screen, `/applications/${encodeURIComponent(applicationId)}`);
      const refused = await send(screen, `/applications/${encodeURIComponent(applicationId)}/notices/${at ?? ''}/closing`, {});
      expect([refused.status >= 400, refused.detail.includes('notice.')]).toEqual([true, true]);
    });
  }
  clockOf(stage).goOnTo(addDays(lastDay, 1));
  await as(stage, userId, ['wide', tongue], async (screen) => {
    await openUntil(screen, path, (page) => offer(page, said.close));
    await act(screen.page, said.close);
    await offer(screen.page, said.close).waitFor({ state: 'detached' });
  });
};

/** Two investigators sign; one of them signs once, whoever decides. */
export const townshipReview = async (stage: Stage, applicationId: string): Promise<void> => {
  const path = casePath(applicationId);
  await as(stage, 'township-01a', ['wide', 'zh'], async (screen) => {
    const { page } = screen;
    const said = words.zh;
    await openUntil(screen, path, () => offer(page, said.sign));
    await act(page, said.sign, (dialog) => dialog.getByLabel(said.agree, { exact: true }).check());
    await page.getByText('签名 1/2').waitFor();
    expect(await whyNot(page, offer(page, said.sign))).toContain('两个签名必须来自不同的人');
    // One signature is not two: what is left is to send the case back.
    await offer(page, said.decide).click();
    const approval = dialogOf(page).getByLabel(said.approve);
    expect([await approval.isDisabled(), await dialogOf(page).innerText()]).toEqual([true, expect.stringMatching(/通过.*签名/)]);
    await page.keyboard.press('Escape');
    const again = await send(screen, `/applications/${encodeURIComponent(applicationId)}/signatures`, { stage: 'township-review', opinion: 'agree', note: '' });
    expect([again.status >= 400, again.detail.includes('duty.same-signer')]).toEqual([true, true]);
  });
  await as(stage, 'township-01b', ['wide', 'en'], async (screen) => {
    const { page } = screen;
    const said = words.en;
    await openUntil(screen, path, () => page.getByText('1 of 2 signatures'));
    await act(page, said.sign, (dialog) => dialog.getByLabel(said.agree, { exact: true }).check());
    await page.getByText('2 of 2 signatures').waitFor();
    await act(page, said.decide, (dialog) => dialog.getByLabel(said.approve).check());
    await status(page, said.onNotice).waitFor();
  });
};

export const countyReview = (stage: Stage, applicationId: string): Promise<void> => as(stage, 'county-1', ['wide', 'zh'], async (screen) => {
  const { page } = screen;
  await openUntil(screen, casePath(applicationId), () => offer(page, words.zh.decide));
  await act(page, words.zh.decide, (dialog) => dialog.getByLabel(words.zh.approve).check());
  await status(page, words.zh.onNotice).waitFor();
});

/** The right that follows by itself, and what it is worth. */
export const seeRight = async (stage: Stage, applicationId: string): Promise<void> => as(stage, 'county-1', ['wide', 'zh'], async (screen) => {
  const { page } = screen;
  await readUntil<CaseShown>(screen, `/applications/${encodeURIComponent(applicationId)}`, (found) => found.status === 'confirmed');
  await openUntil(screen, casePath(applicationId), () => page.getByRole('link', { name: /享受中/ }));
  await page.getByRole('link', { name: /享受中/ }).click();
  await page.getByText('2017 年应发合计').waitFor();
  expect(page.url()).toContain('/rights/');
  expect(await page.locator('main').innerText()).toMatch(/起发月\s*201[5-7]年1月/);
});
