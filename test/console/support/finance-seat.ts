import type { Locator } from 'playwright-core';
import { PaidLine, asFile } from './bank';
import { FinanceWords, financeWords } from './finance-words';
import type { Screen } from './screen';
import { Look, Seat as SeatOf, isWithinReach, sitDown } from './seat';
import { JourneyOptions, Stage } from './stage';
import { read } from './steps';

export { type Look, isWithinReach } from './seat';

/** An officer of finance. */
export type Seat = SeatOf<FinanceWords>;

export const sit = (stage: Stage, userId: string, look: Look, work: (seat: Seat) => Promise<void>, options: JourneyOptions = {}): Promise<void> => sitDown(stage, userId, look, financeWords, work, options);

/** One officer prepares and another one approves, each at their own screen. */
export const both = (stage: Stage, [preparers, approvers]: readonly [Look, Look], journey: (preparer: Seat, approver: Seat) => Promise<void>, expected: readonly RegExp[] = []): Promise<void> =>
  sit(stage, 'finance-1', preparers, (preparer) => sit(stage, 'finance-2', approvers, (approver) => journey(preparer, approver)), { expected });

export interface Batch {
  readonly batchId: string;
  readonly status: string;
  readonly lines: number;
  readonly totalFen: number;
  readonly listHash: string | null;
  readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] | null;
  readonly creditedFen: number;
  readonly returnedFen: number;
  readonly pendingFen: number;
  readonly unknownFen: number;
  readonly cancelledFen: number;
  readonly releasedOn: string | null;
}

export const pathOf = (batchId: string): string => `/batches/${batchId}`;
export const batchOf = (screen: Screen, batchId: string): Promise<Batch> => read<Batch>(screen, pathOf(batchId));
export const linesOf = async (screen: Screen, batchId: string): Promise<readonly PaidLine[]> => (await read<{ items: PaidLine[] }>(screen, `${pathOf(batchId)}/lines?limit=200`)).items;

/** The first level with a share is seen to through the page, the others by the API: the form is the same. */
export const sharesOf = ({ byLevel }: Batch) => {
  const [first, ...others] = (byLevel ?? []).filter(({ amountFen }) => amountFen > 0);
  if (first === undefined) throw new Error('expected shares of levels');
  return { first, others };
};

export const answersOf = ({ page, said }: Seat): Locator => page.getByRole('region', { name: said.answers });
export const chooseAnswer = (seat: Seat, name: string, content: string): Promise<void> => answersOf(seat).locator('input[type=file]').setInputFiles(asFile(name, content));

/** One option of a closed list, by its words. */
export const pick = async (form: Locator, label: string, option: string): Promise<void> => {
  await form.getByLabel(label, { exact: true }).click();
  await form.page().locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).evaluate((choice) => (choice as HTMLElement).click());
};

export const openTab = async (seat: Seat, batchId: string, name: RegExp): Promise<void> => {
  await seat.open(pathOf(batchId));
  await seat.page.getByRole('tab', { name }).click();
  await seat.settled();
  await isWithinReach(seat);
};
