import { shapeTroubles } from './support/beyond-axe';
import { fillSignIn } from './support/screen';
import { Stage, onScreen } from './support/stage';

/** Officers of their own: five wrong passwords in a row lock somebody out, and these journeys come by more than once. Ten attempts a minute is what the server takes. */
const newcomers = [['wide', 'zh', 'caseworker-02'], ['phone', 'en', 'village-02']] as const;

const words = {
  zh: { signOut: '退出', title: '登录直补' },
  en: { signOut: 'Sign out', title: 'Sign in to Zhibu' },
} as const;

export const signInJourneys = (stage: () => Stage): void => {
  describe.each(newcomers)('signing in, %s, %s', (width, tongue, userId) => {
    it('says what is wrong with a wrong password, and lets the right one in', () => onScreen(stage(), [width, tongue], async ({ page, settled }) => {
      await page.goto('/');
      expect(await page.locator('h1').textContent()).toBe(words[tongue].title);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(tongue === 'zh' ? 'zh-CN' : 'en');
      await fillSignIn(page, userId, 'not the password');
      await page.getByRole('alert').waitFor();
      // Nobody learns whether there is such a user; what was typed is still there.
      expect(await page.getByRole('alert').textContent()).toContain('identity.sign-in-failed');
      expect(await page.locator('input[autocomplete=username]').inputValue()).toBe(userId);
      await fillSignIn(page, null, stage().county.password);
      await page.getByText(words[tongue].signOut, { exact: true }).waitFor();
      await settled();
      expect(await page.getByText(userId, { exact: true }).isVisible()).toBe(true);
    }));
  });

  it('asks for what was left out before it asks the server', () => onScreen(stage(), ['wide', 'en'], async ({ page }) => {
    await page.goto('/');
    await page.locator('input[autocomplete=username]').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Enter the password').waitFor();
    expect(await page.getByText('Enter the user').isVisible()).toBe(true);
    expect(await shapeTroubles(page, 'en')).toEqual([]);
  }));
};
