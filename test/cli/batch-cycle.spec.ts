import { createReadStream } from 'node:fs';
import { readPaymentFile, writeReturnFile } from '@zhibu/banking';
import { formatYuan } from '@zhibu/kernel';
import { Installation, county } from './installation';

jest.setTimeout(240_000);

let at: Installation;
let idNumber: string;
beforeAll(async () => {
  at = await Installation.open();
  idNumber = (await at.settle(12))[0]?.form.idNumber ?? '';
});
afterAll(() => at.close());

interface Batch { readonly batchId: string; readonly status: string; readonly listHash: string; readonly totalFen: number; readonly duplicate: boolean; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] }
const build = ['batch', 'build', '--scheme', 'rural-reward', '--area', '990101', '--period', '2016', '--as', 'prep'];

/** The agent bank's answer to the last file; the lines named come back. Later it may speak of some lines only. */
const answer = async (location: string, batchId: string, fileNo: number, returned: readonly number[], only?: number): Promise<string> => {
  const written = await readPaymentFile(at.runtime.bankLayout, createReadStream(location));
  const orders = written.filter(({ instructionId }) => only === undefined || Number(instructionId.split('/').at(-2)) === only);
  const answers = orders.map((order) => {
    const back = returned.includes(Number(order.instructionId.split('/').at(-2)));
    return { sequence: order.sequence, instructionId: order.instructionId, status: back ? 'returned' as const : 'credited' as const, reason: back ? 'account-frozen' as const : null, amountFen: order.amountFen };
  });
  return at.file(`answer-${fileNo}-${only ?? 'all'}.txt`, writeReturnFile(at.runtime.bankLayout, { batchId, fileNo }, answers));
};

describe('a year paid through the command line', () => {
  it('builds, freezes, approves, files, sends, reconciles, reissues and closes; the rates, the replay and the check agree', async () => {
    const built = await at.json<Batch>(0, ...build);
    expect(built).toMatchObject({ totalFen: 12 * 110_000, duplicate: false });
    const { batchId } = built;
    // Pressing twice changes nothing twice.
    expect(await at.json<Batch>(0, ...build)).toMatchObject({ batchId, duplicate: true });
    const step = (word: string, as: string, ...rest: string[]) => at.json<Batch>(0, 'batch', word, batchId, '--as', as, ...rest);

    const frozen = await step('freeze', 'prep');
    expect(await step('freeze', 'prep')).toMatchObject({ listHash: frozen.listHash, duplicate: true });
    await step('submit', 'prep');
    const own = await at.zhibu('batch', 'approve', batchId, '--hash', frozen.listHash, '--as', 'prep');
    expect([own.code, own.out]).toEqual([1, '']);
    await step('send-back', 'chief', '--reason', 'one name to be looked at');
    // The same words on the same day are a new command, because somebody else acted in between.
    expect(await step('freeze', 'prep')).toMatchObject({ duplicate: false });
    const submitted = await step('submit', 'prep');
    expect(await step('approve', 'chief', '--hash', submitted.listHash)).toMatchObject({ status: 'approved' });
    expect(await at.json(1, 'batch', 'file', batchId, '--as', 'prep')).toMatchObject({ problems: [{ code: 'fund.short' }] });

    for (const { level, amountFen } of submitted.byLevel) {
      const receipt = ['funds', 'receive', '--scheme', 'rural-reward', '--area', county, '--year', '2016', '--level', level, '--yuan', formatYuan(amountFen), '--receipt-no', `r-${level}`, '--received-on', '2016-03-01', '--document', '示例财社〔2016〕1号', '--as', 'prep'];
      await at.json(0, ...receipt);
      expect(await at.json(0, ...receipt)).toMatchObject({ duplicate: true });
    }
    const voided = await at.json<{ fileNo: number; location: string }>(0, 'batch', 'file', batchId, '--as', 'prep');
    expect(await at.json(1, 'batch', 'void-file', batchId, '--file-no', '1', '--reason', 'the wrong layout', '--as', 'prep')).toMatchObject({ problems: [{ code: 'authority.role' }] });
    expect(await step('void-file', 'chief', '--file-no', '1', '--reason', 'the wrong layout')).toMatchObject({ status: 'funded', files: [{ fileNo: 1, sentOn: null }] });
    expect(await at.json(1, 'batch', 'send', batchId, '--file-no', '1', '--bank-reference', 'bank-1', '--as', 'prep')).toMatchObject({ problems: [{ code: 'batch.file-voided' }] });
    const file = await at.json<{ fileNo: number; location: string; lines: number }>(0, 'batch', 'file', batchId, '--as', 'prep');
    expect(file).toMatchObject({ fileNo: 1, lines: 12 });
    expect(file.location).not.toBe(voided.location);
    await step('send', 'prep', '--file-no', '1', '--bank-reference', 'bank-1');

    const first = await answer(file.location, batchId, 1, [3]);
    expect(await at.json(0, 'import', 'returns', first, '--as', 'prep')).toMatchObject({ credited: 11, returned: 1, unknown: 0, duplicate: false });
    expect(await at.json(0, 'import', 'returns', first, '--as', 'prep')).toMatchObject({ credited: 11, returned: 1, duplicate: true });
    const shown = await at.json<{ lineList: readonly { lineNo: number }[] }>(0, 'batch', 'show', batchId, '--lines', '--status', 'returned');
    expect(shown.lineList.map(({ lineNo }) => lineNo)).toEqual([3]);
    await step('reissue', 'prep', '--lines', '3', '--reason', 'the account is open again');
    const second = await at.json<{ fileNo: number; location: string; lines: number }>(0, 'batch', 'file', batchId, '--as', 'prep');
    expect(second).toMatchObject({ fileNo: 2, lines: 1 });
    await step('send', 'prep', '--file-no', '2', '--bank-reference', 'bank-2');
    await at.json(0, 'import', 'returns', await answer(second.location, batchId, 2, []), '--as', 'prep');
    expect(await step('close', 'prep')).toMatchObject({ status: 'closed' });

    // The bank takes a credit back, and later books it again: two officers say by its statement how it ended.
    const takenBack = await answer(file.location, batchId, 1, [5], 5);
    expect(await at.json(1, 'import', 'returns', takenBack, '--as', 'prep')).toMatchObject({ exceptions: 1 });
    const { exceptionList } = await at.json<{ exceptionList: readonly { kind: string; resolution: string | null }[] }>(0, 'batch', 'show', batchId, '--exceptions');
    expect(exceptionList).toMatchObject([{ kind: 'reversed', resolution: null }]);
    const line = ['--line', '5'];
    const proposal = [...line, '--outcome', 'credited', '--evidence', 'statement 9'];
    expect(await at.json(1, 'batch', 'reconcile', batchId, ...proposal, '--as', 'prep')).toMatchObject({ problems: [{ code: 'line.credited-on-missing' }] });
    const { openedOn } = await at.json<{ openedOn: string }>(0, 'batch', 'show', batchId);
    await step('reconcile', 'prep', ...proposal, '--credited-on', openedOn);
    expect(await at.json(2, 'batch', 'reconcile', batchId, ...line, '--as', 'chief')).toMatchObject({ problems: [{ code: 'cli.reconcile' }] });
    expect(await at.json(1, 'batch', 'reconcile', batchId, ...line, '--approve', '1', '--as', 'prep')).toMatchObject({ problems: [{ code: 'authority.role' }] });
    expect(await step('reconcile', 'chief', ...line, '--approve', '1')).toMatchObject({ lineExceptionsOpen: 0, reconciled: 1, creditedFen: 12 * 110_000 });

    const rates = await at.json<{ schemes: readonly Record<string, unknown>[] }>(0, 'rates', '--year', '2016', '--on', '2099-01-01');
    expect(rates.schemes[0]).toMatchObject({
      scheme: 'rural-reward',
      disbursementAccuracy: { count: { numerator: 12, denominator: 12, percent: '100.00%' }, amount: { numeratorFen: 12 * 110_000, denominatorFen: 12 * 110_000 } },
      returned: { count: { numerator: 1, denominator: 13 } },
      fundsInPlace: { total: { numeratorFen: 12 * 110_000, percent: '100.00%' } },
    });

    // Nothing was on record then, and by now everything is.
    expect(await at.json(0, 'rates', '--year', '2016', '--on', '2099-01-01', '--known-on', '2015-12-31')).toMatchObject({ knownOn: '2015-12-31', schemes: [] });
    expect(await at.json<object>(0, 'rates', '--year', '2016', '--on', '2099-01-01', '--known-on', '2099-01-01')).toEqual({ ...rates, knownOn: '2099-01-01' });

    const replayed = await at.json<{ personKey: string; timeline: readonly { type: string }[] }>(0, 'replay', '--person', idNumber, '--as', 'eye', '--reason', 'yearly inspection');
    expect(replayed.timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['PersonRegistered', 'EntitlementCarriedOver', 'DuesClaimed', 'BatchApproved', 'BatchFileVoided', 'BatchSent', 'LinesSettled', 'BatchClosed']));
    const before = await at.json<{ timeline: readonly unknown[] }>(0, 'replay', '--person', idNumber, '--known-at', '2016-01-01', '--as', 'eye', '--reason', 'yearly inspection');
    expect(before.timeline).toEqual([]);
    const looks = await at.runtime.pool.query(`select count(*)::int as looks from events.events where stream = $1 and type = 'PersonViewed'`, [`access-${replayed.personKey}`]);
    expect(looks.rows[0]).toEqual({ looks: 2 });
    expect(await at.json(0, 'verify')).toMatchObject({ sound: true, differences: 0, amountsExecuted: 12 });
  });

  it('finds a row of a read model that somebody changed, and a rebuild mends it', async () => {
    await at.runtime.pool.query(`update read_models.batches set credited = credited + 1`);
    const found = await at.json<{ readModels: readonly { readModel: string; differences: number }[] }>(1, 'verify');
    expect(found.readModels.filter(({ differences }) => differences > 0)).toMatchObject([{ readModel: 'batches', differences: 2 }]);
    expect(await at.json(0, 'rebuild', 'payments')).toEqual({ rebuilt: ['payments'] });
    expect(await at.json(0, 'verify')).toMatchObject({ sound: true });
  });

  it('finds an amount that somebody changed in the log', async () => {
    const tampered = await at.runtime.pool.query(
      `update events.events set data = regexp_replace(data, '"amountFen":([0-9]+)', '"amountFen":999') where ctid = (select ctid from events.events where type = 'DuesClaimed' limit 1) returning stream`,
    );
    const report = await at.json<{ sound: boolean; differences: number; sample: readonly { stream: string }[] }>(1, 'verify', '--decisions-only');
    expect([report.sound, report.differences, report.sample[0]?.stream]).toEqual([false, 1, tampered.rows[0]?.stream]);
  });
});
