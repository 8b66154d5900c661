import type { Page } from 'playwright-core';
import { Desk, casePath, dialogOf, doIt, letStandIn, offer, pick, send, sit, standInFor, status, whyNot } from './support/case-page';
import { Screen } from './support/screen';
import { Stage, onScreen } from './support/stage';

interface Case { readonly applicationId: string; readonly areaCode: string; readonly decisions: readonly { readonly stage: string }[] }

/** A case that the township refused in the demo's own year, and the number of its township. */
const refusedByTownship = async ({ page }: Screen): Promise<{ readonly applicationId: string; readonly no: string }> => {
  const { items } = (await (await page.request.get('/api/v1/applications?limit=200&scheme=rural-reward&status=refused')).json()) as { readonly items: readonly (Case & { readonly status: string })[] };
  for (const { applicationId, areaCode, status: now } of items) {
    if (now !== 'refused') continue;
    const { decisions } = (await (await page.request.get(`/api/v1/applications/${applicationId}`)).json()) as Case;
    if (decisions.at(-1)?.stage === 'township-review') return { applicationId, no: String(Number(areaCode.slice(6, 9)) - 99).padStart(2, '0') };
  }
  throw new Error('expected a case that the township refused');
};

/** What follows a step of somebody is done by the service itself, in a moment where nothing else is at work. */
const serviceWithinMs = 90_000;
const waits = async (page: Page, words: RegExp): Promise<void> => {
  const region = page.getByRole('region', { name: '现在等待什么' });
  await region.getByText(words).first().waitFor({ timeout: serviceWithinMs }).catch(async () => {
    throw new Error(`expected ${String(words)}, found ${await region.innerText()}`);
  });
};
const signAgreeing = (page: Page): Promise<void> => doIt(page, /^签\s*名$/, (form) => form.getByLabel('同意', { exact: true }).check());

/** One case from a refusal in words to its next public notice, by as many people as the duties ask for. */
export const againJourneys = (stage: () => Stage): void => {
  it('a refusal is told to the applicant in words, taken up again on appeal, signed by two and by nobody twice or at two levels, and on notice again', () => onScreen(stage(), ['wide', 'zh'], async (county) => {
    await county.signIn('county-1');
    const { applicationId, no } = await refusedByTownship(county);
    const as = (userId: string, work: (desk: Desk) => Promise<void>): Promise<void> => sit(stage(), userId, ['wide', 'zh'], work);
    await as(`caseworker-${no}`, async ({ page, open }) => {
      await open(casePath(applicationId));
      await waits(page, /不予确认：材料与核实情况不一致/);
      const letter = await page.getByRole('article', { name: '不予确认告知书' }).innerText();
      expect(letter).toMatch(/于 2016年\d+月\d+日 提出的农村部分计划生育家庭奖励扶助申请.*决定不予确认/);
      expect(letter).toMatch(/材料与核实情况不一致[\s\S]*申诉/);
      await doIt(page, /重新办理/, async (form) => {
        await pick(form, '重新进入的环节', '乡镇初审');
        await form.getByLabel('申诉', { exact: true }).check();
        await form.getByLabel('理由').fill('本人补充了村委会证明');
      });
      await waits(page, /还须 2 名乡镇初审员签名/);
    });
    await as(`township-${no}a`, async (desk) => {
      const { page, open } = desk;
      await letStandIn(desk, `village-${no}`);
      await open(casePath(applicationId));
      await signAgreeing(page);
      await waits(page, /还须 1 名乡镇初审员签名/);
      expect(await whyNot(page, /^签\s*名$/)).toMatch(/两个签名必须来自不同的人/);
      await offer(page, /作出决定/).click();
      expect(await dialogOf(page).getByLabel(/^通过/).isDisabled()).toBe(true);
      await dialogOf(page).getByText(/签名人数不足.*2 人签名.*1 人/).first().waitFor();
    });
    await as(`village-${no}`, async (desk) => {
      const { page, open } = desk;
      await standInFor(desk, stage().county, `township-${no}a`);
      await open(casePath(applicationId));
      expect(await whyNot(page, /^签\s*名$/)).toMatch(new RegExp(`不得办理同一案件的两级审核.*village-${no} 已办理村级`));
      expect(await whyNot(page, /作出决定/)).toMatch(/两级审核/);
    });
    await as(`township-${no}b`, async ({ page, open }) => {
      await open(casePath(applicationId));
      await signAgreeing(page);
      await waits(page, /等待乡镇初审员作出决定/);
      await doIt(page, /作出决定/, (form) => form.getByLabel('通过', { exact: true }).check());
      await status(page, '公示中').waitFor();
      expect(await whyNot(page, /结束公示/)).toMatch(/公示期未满/);
      await doIt(page, /登记异议/, (form) => form.getByLabel('异议内容').fill('村民反映该户另有一子'));
      await waits(page, /1 项异议未决/);
      expect(await whyNot(page, /结束公示/)).toMatch(/有异议尚未处理/);
      await doIt(page, /处理异议/, async (form) => {
        await pick(form, '异议', '第 1 项');
        await form.getByLabel(/^不成立/).check();
        await form.getByLabel('说明', { exact: true }).fill('经查为侄子');
      });
      await waits(page, /公示至/);
    });
    await as(`caseworker-${no}`, async ({ page, open }) => {
      await open(casePath(applicationId));
      await page.getByRole('link', { name: '在流程图中看本案走过的路' }).click();
      await page.getByRole('heading', { name: '一件申请走过的路' }).waitFor();
      await page.getByText('● 现在这里').first().waitFor();
      await page.getByRole('link', { name: '打开本件' }).click();
      await offer(page, /撤回申请/).click();
      const form = dialogOf(page);
      await send(form).click();
      await form.getByText('必填').waitFor();
      await form.getByLabel('理由').fill('本人迁往外县');
      await send(form).click();
      await form.waitFor({ state: 'detached' });
      await status(page, '已撤回').waitFor();
      expect(await page.locator('.case-actions button').count()).toBe(0);
    });
  }));
};
