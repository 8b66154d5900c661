import type { Page } from 'playwright-core';
import { chooseScheme } from './support/apply';
import { accessTroubles, cutSideways } from './support/axe';
import { smallPdf } from './support/photograph';
import { Stage, onScreen } from './support/stage';

/** Nobody of the demo county has these numbers. */
const people = {
  zh: { name: '欧阳秀兰', idNumber: '99000019550315002X', account: '9999010000000000010', village: '一村' },
  en: { name: '慕容建国', idNumber: '990000195604110019', account: '9999010000000000010', village: 'Village 2' },
} as const;

const words = {
  zh: {
    scheme: '农村部分计划生育家庭奖励扶助', village: '村（社区）', next: '下一步', id: '身份证号', name: '姓名', phone: '电话', rural: '农村', register: '编号或页码，不写姓名', childrenEver: '曾生育（含收养）子女数',
    born: '出生日期', female: '女', attested: '是', account: '账号或卡号', bank: '开户行', kept: '已加密保存在本机', later: '没有网络：放入待送，恢复后自动送出', send: '送出申请', waits: '等待网络，恢复后自动送出', sent: '申请已受理', met: '7 项条件已符合 7 项', age: /女，1955年3月15日 出生/, noLine: /没有网络：可以继续填写/,
    signOut: '退出', stay: /^留\s?下$/, leave: /丢弃 1 份草稿并退出/, unsent: /本机还有 1 份申请草稿没有送出/, emptied: '本机已清空',
  },
  en: {
    scheme: 'Rural reward-assistance', village: 'Village', next: 'Next', id: 'ID number', name: 'Name', phone: 'Phone', rural: 'rural', register: 'Number or page, without names', childrenEver: 'Children ever had or adopted',
    born: 'Date of birth', female: 'female', attested: 'Yes', account: 'Account or card number', bank: 'Bank', kept: 'Kept encrypted on this device', later: '', send: 'Send the application', waits: '', sent: 'The application is taken in', met: '7 of 7 conditions are met', age: /Male, born on 11 Apr 1956/, noLine: /No line/,
    signOut: 'Sign out', stay: /^Stay$/, leave: /Lose the draft/, unsent: /1 draft/, emptied: 'The device is emptied',
  },
} as const;

const tabsMax = 60;

/** By Tab from control to control, as somebody without a mouse comes to it. */
const tabTo = async (page: Page, wanted: string, value?: string): Promise<void> => {
  const isThere = (): Promise<boolean> => page.evaluate(([label, option]) => {
    const at = document.activeElement;
    if (at === null) return false;
    const own = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((each) => each.textContent ?? '') : [at.textContent ?? ''];
    const group = at.closest('[role=radiogroup]')?.getAttribute('aria-labelledby');
    const names = group === null || group === undefined ? own : [document.getElementById(group)?.textContent ?? ''];
    return option === undefined ? [...own, ...names].some((name) => name.replaceAll(/\s/g, '') === label?.replaceAll(/\s/g, '')) : own.some((name) => name.trim() === option) && (label === '' || names.some((name) => name.includes(label ?? '')));
  }, [wanted, value] as const);
  for (let pressed = 0; pressed < tabsMax; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error(`expected to come to "${wanted}" ${value ?? ''} by Tab`);
};

/** A choice among radios is entered at its first one and walked through by arrows. */
const choose = async (page: Page, group: string, first: string, wanted: string): Promise<void> => {
  await tabTo(page, group, first);
  if (first === wanted) return page.keyboard.press('Space');
  for (let pressed = 0; pressed < tabsMax; pressed += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await page.evaluate(() => document.activeElement instanceof HTMLInputElement && document.activeElement.closest('label')?.textContent)) === wanted) return;
  }
};

const write = async (page: Page, label: string, value: string): Promise<void> => {
  await tabTo(page, label);
  await page.keyboard.type(value);
};

const press = async (page: Page, button: string): Promise<void> => {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
};

const settle = (page: Page, said: string): Promise<void> => page.getByText(said, { exact: true }).first().waitFor();

/** Every byte of every row, as whoever has the device finds it. */
const onDevice = (page: Page): Promise<string> => page.evaluate(async () => {
  const wholly = (value: unknown): string => {
    if (value instanceof ArrayBuffer) return new TextDecoder('utf-8', { fatal: false }).decode(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder('utf-8', { fatal: false }).decode(value);
    if (value instanceof CryptoKey) return `key ${String(value.extractable)}`;
    if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, each]) => `${name}=${wholly(each)}`).join('\n');
    return String(value);
  };
  const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(new Error('no store')); });
  const said: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name ?? ''));
    for (const store of database.objectStoreNames) said.push(store, wholly(await answer(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) said.push(request.url);
  return said.join('\n');
});

const applicationsOf = async (page: Page, scheme: string, village: string): Promise<number> => {
  let [found, cursor]: [number, string | null] = [0, ''];
  while (cursor !== null) {
    const answer = await page.request.get(`/api/v1/applications?scheme=${scheme}&areaPrefix=${village}&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    const { items, nextCursor } = (await answer.json()) as { readonly items: readonly unknown[]; readonly nextCursor: string | null };
    [found, cursor] = [found + items.length, nextCursor];
  }
  return found;
};

/** Scheme and village, by keyboard. */
const begin = async (page: Page, tongue: 'zh' | 'en'): Promise<void> => {
  const said = words[tongue];
  await page.getByRole('radio', { name: said.scheme }).waitFor();
  for (let pressed = 0; pressed < tabsMax && !(await page.evaluate(() => document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'radio')); pressed += 1) await page.keyboard.press('Tab');
  for (let pressed = 0; pressed < tabsMax && !(await page.getByRole('radio', { name: said.scheme }).isChecked()); pressed += 1) await page.keyboard.press('ArrowDown');
  await tabTo(page, said.village);
  await page.keyboard.type(people[tongue].village);
  await page.getByRole('option', { name: people[tongue].village, exact: true }).first().waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: said.next }).waitFor();
  await press(page, said.next);
};

const applicant = async (page: Page, tongue: 'zh' | 'en'): Promise<void> => {
  const said = words[tongue];
  await write(page, said.id, people[tongue].idNumber);
  await page.getByText(said.age).waitFor();
  await write(page, said.name, people[tongue].name);
};

/** What is left after the applicant's own part, up to the look over. */
const rest = async (page: Page, tongue: 'zh' | 'en', onEvidence: () => Promise<void> = async () => undefined): Promise<void> => {
  const said = words[tongue];
  await choose(page, '', said.rural, said.rural);
  await write(page, said.register, '905');
  await press(page, said.next);
  await write(page, said.childrenEver, '1');
  await write(page, said.born, '19800520');
  await choose(page, '', tongue === 'zh' ? '男' : 'male', said.female);
  await choose(page, '', said.attested, said.attested);
  await press(page, said.next);
  await choose(page, '', said.attested, said.attested);
  await press(page, said.next);
  await write(page, said.account, people[tongue].account);
  await write(page, said.bank, '示例农商银行');
  await press(page, said.next);
  await onEvidence();
  await press(page, said.next);
  await page.getByText(said.met).waitFor();
};

const goTo = async (page: Page, step: string): Promise<void> => page.getByRole('navigation').getByText(step, { exact: true }).click();

/** Without the line the page's own questions fail, and Chromium writes each of them down. */
const cut = [/net::ERR_(INTERNET_DISCONNECTED|FAILED)/, /Failed to fetch|NetworkError|ServiceWorker/];
/** That a number is nobody's is an answer; Chromium writes it down all the same. */
const nobody = /status of 404/;

export const entryJourneys = (stage: () => Stage): void => {
  it('an application is typed by keyboard on a phone, the line cut in mid-entry, and taken in once', () => onScreen(stage(), ['phone', 'zh'], async (screen) => {
    const { page } = screen;
    const said = words.zh;
    await screen.signIn('caseworker-01');
    await page.evaluate(() => navigator.serviceWorker.ready);
    const before = await applicationsOf(page, 'rural-reward', '990101100001');
    await screen.open('/apply');
    await begin(page, 'zh');
    await applicant(page, 'zh');
    await page.context().setOffline(true);
    await page.getByText(said.noLine).waitFor();
    await write(page, said.phone, '13800000000');
    await settle(page, said.kept);
    await page.reload();
    await page.getByRole('radio', { name: said.scheme }).waitFor();
    await press(page, said.next);
    expect(await page.getByLabel(said.name, { exact: true }).inputValue()).toBe(people.zh.name);
    expect(await page.getByLabel(said.phone, { exact: true }).inputValue()).toBe('13800000000');
    await page.getByLabel(said.phone, { exact: true }).focus();
    await rest(page, 'zh');
    await press(page, said.later);
    await page.getByText(said.waits).waitFor();
    const kept = await onDevice(page);
    for (const word of [people.zh.name, people.zh.idNumber, people.zh.account, '13800000000', '示例农商银行']) expect([word, kept.includes(word)]).toEqual([word, false]);
    expect([kept.includes('waiting'), kept.includes('key false')]).toEqual([true, true]);
    await page.context().setOffline(false);
    await page.getByText(said.sent).waitFor();
    await page.reload();
    await screen.settled();
    expect(await applicationsOf(page, 'rural-reward', '990101100001')).toBe(before + 1);
  }, { expected: [...cut, nobody] }));

  it('an application is filled, with a file, and sent by keyboard alone on a wide screen, and the conditions are told as it is', () => onScreen(stage(), ['wide', 'en'], async (screen) => {
    const { page } = screen;
    const said = words.en;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    await begin(page, 'en');
    await write(page, said.id, people.en.idNumber.replace(/.$/, '8'));
    await page.getByText('The check digit is wrong: expected 9 at the end, found 8').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('9');
    await page.getByText(said.age).waitFor();
    await write(page, said.name, people.en.name);
    // Chromium hands choosers over only once it was told that somebody listens, and a key that is pressed meanwhile is lost.
    page.on('filechooser', () => undefined);
    await rest(page, 'en', async () => {
      await tabTo(page, 'Choose files');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles(smallPdf());
      await page.locator('.evidence-piece').waitFor();
    });
    expect(await accessTroubles(page)).toEqual([]);
    await press(page, said.send);
    await page.getByText(said.sent).waitFor();
    await page.getByRole('link', { name: 'Open the case' }).waitFor();
    await press(page, 'Open the case');
    await page.waitForURL(/\/cases\/rural-reward/);
    await screen.settled();
  }, { expected: [nobody] }));

  it('whoever is registered already stands beside what was typed, and has one application at the end', () => onScreen(stage(), ['wide', 'en'], async (screen) => {
    const { page } = screen;
    const said = words.en;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    await page.getByRole('radio', { name: 'Only-child bonus' }).check();
    await page.getByLabel(said.village, { exact: true }).click();
    await page.keyboard.type(people.en.village);
    await page.getByRole('option', { name: people.en.village, exact: true }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: said.next }).click();
    await page.getByLabel(said.id, { exact: true }).fill(people.en.idNumber);
    await page.getByLabel(said.name, { exact: true }).fill(people.en.name);
    await page.getByRole('region', { name: 'On record' }).getByText('Other schemes of this person').waitFor();
    await goTo(page, 'Look over and send');
    await page.getByRole('button', { name: said.send }).click();
    const beside = page.getByRole('region', { name: /registered already/ });
    await beside.getByText('differs').first().waitFor();
    expect(await accessTroubles(page)).toEqual([]);
    await beside.getByRole('button', { name: 'Compare with the details on record' }).click();
    await beside.getByText('Applicant · Children ever had or adopted').waitFor();
    await beside.getByRole('button', { name: /Add what I typed/ }).click();
    await page.getByText(said.sent).waitFor();
  }, { expected: [/status of 409/] }));

  it('whose number is on record is told while it is typed, with what they have of the scheme, and theirs is taken line by line', () => onScreen(stage(), ['phone', 'en'], async (screen) => {
    const { page } = screen;
    const said = words.en;
    await screen.signIn('caseworker-01');
    await screen.open('/apply');
    const asked: string[] = [];
    page.on('request', (request) => { if (request.url().endsWith('/people/find')) asked.push(request.postData() ?? ''); });
    await chooseScheme(page, 'en', said.scheme);
    await page.getByLabel(said.id, { exact: true }).pressSequentially(people.en.idNumber);
    const found = page.getByRole('region', { name: 'On record' });
    await found.getByText('This person has an application or a right of this scheme already').waitFor();
    await found.getByText(/^慕容建国 · 99\*+\d+ · /).waitFor();
    expect([asked.length, await found.getByText(people.en.idNumber).count(), await page.getByLabel(said.name, { exact: true }).inputValue()]).toEqual([1, 0, '']);
    expect(await accessTroubles(page)).toEqual([]);
    await found.getByRole('link', { name: /Rural reward-assistance: applied on/ }).waitFor();
    await found.getByRole('button', { name: 'Compare with the details on record' }).click();
    await found.getByRole('button', { name: 'Compare with the details on record' }).click();
    await found.getByRole('button', { name: 'Take what is on record as Applicant · Children ever had or adopted' }).click();
    await found.getByRole('button', { name: 'Take what is on record as Name' }).click();
    expect([await page.getByLabel(said.name, { exact: true }).inputValue(), await page.getByLabel(said.phone, { exact: true }).inputValue()]).toEqual([people.en.name, '']);
    expect([await accessTroubles(page), await cutSideways(page)]).toEqual([[], null]);
    await found.getByRole('button', { name: 'It is them: add to this person when it is sent' }).click();
    await found.getByText('Will be added to this person when it is sent').waitFor();
  }));

  it('signing out warns of what is not sent, empties the device also without a line, and ends the session when the line is back', () => onScreen(stage(), ['phone', 'zh'], async (screen) => {
    const { page } = screen;
    const said = words.zh;
    await screen.signIn('caseworker-02');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await screen.open('/apply');
    await page.getByRole('radio', { name: said.scheme }).check();
    await settle(page, said.kept);
    await page.getByText(said.signOut, { exact: true }).click();
    await page.getByText(said.unsent).waitFor();
    await page.getByRole('button', { name: said.stay }).click();
    await page.context().setOffline(true);
    await page.getByText(said.signOut, { exact: true }).click();
    await page.getByRole('button', { name: said.leave }).click();
    await page.getByText(said.emptied).waitFor();
    expect(await page.evaluate(async () => [(await indexedDB.databases()).length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([0, 0, 0]);
    expect(await accessTroubles(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.locator('input[autocomplete=username]').waitFor();
    expect((await page.request.get('/api/v1/session')).status()).toBe(401);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'zhibu.language'))).toEqual([]);
  }, { expected: cut }));
};
