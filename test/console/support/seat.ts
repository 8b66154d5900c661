import { phoneTroubles } from './axe';
import { Screen, Tongue, Width } from './screen';
import { JourneyOptions, Stage, onScreen } from './stage';

export type Look = readonly [Width, Tongue];

/** An officer at a screen of their own, and what it says in their language. */
export interface Seat<Words> extends Screen {
  readonly said: Words;
  readonly isPhone: boolean;
}

/** Two officers, each once at a desk and once with a phone. */
export const bothWays: readonly (readonly [Look, Look])[] = [[['wide', 'zh'], ['phone', 'en']], [['phone', 'en'], ['wide', 'zh']]];

export const seated = <Words>(screen: Screen, [width, tongue]: Look, words: Readonly<Record<Tongue, Words>>): Seat<Words> => ({ ...screen, said: words[tongue], isPhone: width === 'phone' });

/** Signed in, and their screen closed at the end. */
export const sitDown = <Words>(stage: Stage, userId: string, look: Look, words: Readonly<Record<Tongue, Words>>, work: (seat: Seat<Words>) => Promise<void>, options: JourneyOptions = {}): Promise<void> =>
  onScreen(stage, look, async (screen) => {
    await screen.signIn(userId);
    await work(seated(screen, look, words));
  }, options);

export const isWithinReach = async ({ page, isPhone }: Pick<Seat<unknown>, 'page' | 'isPhone'>): Promise<void> => {
  if (isPhone) expect(await phoneTroubles(page)).toEqual([]);
};
