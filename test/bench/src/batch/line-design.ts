import { Decider, contentHash, lastDay, sha256Hex } from '@zhibu/kernel';
import { Ask, KeyedStep, executeMany, loadStreams } from '@zhibu/application';
import { demoTownships } from '@zhibu/demo';
import {
  DuesClaimed, LinesSent, PayeeLedgerCommand, PayeeLedgerState, PaymentLinesCommand, PersonEvent, PersonState, instructionIdOf, linesHashOf, linesStream, payeeLedgerDecider, paymentLinesDecider, personDecider, personStream,
} from '@zhibu/domain';
import { loadPayees } from '../../../../libs/application/dist/payments/load-payees';
import { workOutDues } from '../../../../libs/application/dist/payments/work-out-dues';
import { County, contextOf, must, officer } from '../county/open-county';
import { scheme } from '../county/seed-people';
import { clock } from './chunk-design';
import { Stopwatch } from './stopwatch';

const throughMonth = '2016-12';
const page = 400;
const context = contextOf(clock, officer('preparer', 'finance-preparer'), 'lines');

/** Who is due and how much, page by page, by the same reads and rules as the shipped design. */
async function* duePages({ deps }: County, areaCode: string) {
  for (let after = ''; ; ) {
    const ids = await deps.due.page({ scheme, areaCode, throughMonth, after, limit: page });
    const last = ids.at(-1);
    if (last === undefined) return;
    const payees = await loadPayees(deps, ids);
    yield payees.flatMap((payee) => {
      const { pay } = workOutDues(deps.policies, payee, { throughMonth, today: lastDay('2016-07') });
      return pay === null ? [] : [{ personKey: payee.personKey, entitlementId: payee.entitlementId, ...pay }];
    });
    after = last;
  }
}

/**
 * The other design: every line is a stream, `line-<batchId>.<lineNo>`, and its first event is the very claim that
 * the ledger holds in the shipped one. Its name guards the line; nothing guards a month against another batch.
 */
export const lineDesign = async (county: County, township: number, watch: Stopwatch): Promise<number> => {
  const { deps } = county;
  const areaCode = demoTownships[township] ?? '';
  const batchId = `${scheme}.${areaCode}.2016.line`;
  const streamOf = (lineNo: number) => `line-${batchId}.${lineNo}`;
  let lines = 0;
  await watch('built', async () => {
    for await (const due of duePages(county, areaCode)) {
      const steps = due.map((pay, index): KeyedStep<PayeeLedgerState, PayeeLedgerCommand> => {
        const lineNo = lines + index + 1;
        return { commandKey: 'built', stream: streamOf(lineNo), ask: { type: 'ClaimDues', data: { ...pay, scheme, exclusiveWith: [], batchId, lineNo } } };
      });
      (await executeMany(deps, payeeLedgerDecider, context, steps, new Map())).forEach(must);
      lines += due.length;
    }
  });
  const pages = Array.from({ length: Math.ceil(lines / page) }, (_, at) => Array.from({ length: Math.min(page, lines - at * page) }, (_, index) => streamOf(at * page + index + 1)));
  const claimsOf = async (streams: readonly string[]) => {
    const found = await loadStreams(deps, payeeLedgerDecider, streams);
    return streams.flatMap((stream) => (found.get(stream)?.events.slice(0, 1) ?? []).map((event) => event.data as DuesClaimed['data']));
  };
  await watch('frozen', async () => {
    const hashes: string[] = [];
    for (const streams of pages) hashes.push(linesHashOf(await claimsOf(streams)));
    return sha256Hex(hashes.join('\n'));
  });
  await watch('file written', async () => {
    async function* rows() {
      for (const streams of pages) {
        const claims = await claimsOf(streams);
        const people = await loadStreams<PersonState, PersonEvent>(deps, personDecider, claims.map(({ personKey }) => personStream(personKey)));
        for (const { personKey, lineNo, accountKey, amountFen } of claims) {
          const person = people.get(personStream(personKey))?.state;
          const account = person?.accounts.find((each) => each.accountKey === accountKey);
          yield { lineNo, attempt: 1, instructionId: instructionIdOf(batchId, lineNo, 1), name: account?.holderName ?? '', idNumber: person?.idNumber ?? '', accountNumber: account?.accountNumber ?? '', bank: account?.bank ?? '', amountFen };
        }
      }
    }
    let totalFen = 0;
    for (const streams of pages) for (const { amountFen } of await claimsOf(streams)) totalFen += amountFen;
    await deps.files.write({ batchId, fileNo: 1, scheme, areaCode, period: '2016', writtenOn: '2016-07-15', lines, totalFen }, rows());
  });
  await watch('sent', async () => {
    for (const streams of pages) {
      const loaded = await loadStreams(deps, lineDecider, streams);
      (await executeMany(deps, lineDecider, context, streams.map((stream) => ({ commandKey: 'sent', stream, ask: { type: 'MarkSent', data: { batchId } } })), loaded)).forEach(must);
    }
  });
  return lines;
};

type MarkSent = { readonly type: 'MarkSent'; readonly data: { readonly batchId: string }; readonly by: never; readonly at: string };

const lineDecider: Decider<null, MarkSent, LinesSent> = {
  initialState: null,
  decide: (_, { data: { batchId } }) => ({ ok: true, events: [{ type: 'LinesSent', data: { batchId, chunk: 1, fileNo: 1, sentOn: '2016-07-15', lines: [{ lineNo: 1, attempt: 1 }] } }] }),
  evolve: () => null,
};

/** The shipped design without its claims: what is left of building is what the claims do not cost. */
export const unclaimedDesign = async (county: County, township: number, watch: Stopwatch): Promise<number> => {
  const { deps } = county;
  const areaCode = demoTownships[township] ?? '';
  const batchId = `${scheme}.${areaCode}.2016.unclaimed`;
  let lines = 0;
  await watch('built', async () => {
    let chunk = 0;
    for await (const due of duePages(county, areaCode)) {
      chunk += 1;
      const list = due.map(({ personKey, entitlementId, accountKey, months }, index) => ({ personKey, entitlementId, accountKey, lineNo: lines + index + 1, amountFen: months.reduce((sum, month) => sum + month.amountFen, 0) }));
      const asks = (): readonly Ask<PaymentLinesCommand>[] => [
        { type: 'PlanLines', data: { batchId, chunk, entitlementIds: due.map(({ entitlementId }) => entitlementId) } },
        { type: 'BuildLines', data: { batchId, chunk, lines: list, exceptions: [] } },
      ];
      const step = { commandKey: `lines-${chunk}`, stream: linesStream(batchId, chunk), asks, content: contentHash({ batchId, chunk }) };
      (await executeMany(deps, paymentLinesDecider, context, [step], new Map())).forEach(must);
      lines += due.length;
    }
  });
  return lines;
};
