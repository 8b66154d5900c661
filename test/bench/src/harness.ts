/** One way of doing the same work. `run` does it once and gives how many units it did. */
export interface Side {
  readonly name: string;
  run(round: number): Promise<number>;
}

export interface Comparison {
  readonly name: string;
  readonly unit: string;
  readonly ours: Side;
  readonly peer: Side;
  /** Ours divided by the peer's rate. */
  readonly target: number;
}

/** A case opens what it needs, says what to compare and closes. */
export interface Case {
  readonly name: string;
  run(databaseUrl: (name: string) => Promise<string>, compare: (comparison: Comparison) => Promise<void>): Promise<void>;
}

export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly oursPerSecond: number;
  readonly peerPerSecond: number;
  readonly peer: string;
  readonly ratio: number;
  readonly target: number;
}

const rounds = 5;

/** The sides take turns, so that a noisy machine is noisy for both; the median of the rounds counts. */
export const measure = async ({ name, unit, ours, peer, target }: Comparison): Promise<Outcome> => {
  await ours.run(-1);
  await peer.run(-1);
  const rates: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    rates.ours.push(await rateOf(ours, round));
    rates.peer.push(await rateOf(peer, round));
  }
  const [oursPerSecond, peerPerSecond] = [median(rates.ours), median(rates.peer)];
  return { name, unit, oursPerSecond, peerPerSecond, peer: peer.name, ratio: oursPerSecond / peerPerSecond, target };
};

export const lineOf = ({ name, unit, oursPerSecond, peerPerSecond, peer, ratio, target }: Outcome): string =>
  `${name.padEnd(34)} ${whole(oursPerSecond)} ${unit}/s   ${peer} ${whole(peerPerSecond)}   ` +
  `${ratio.toFixed(2)}x (target ${target}x) ${ratio >= target ? 'reached' : 'MISSED'}`;

/** Does `count` pieces of work with `inFlight` of them running at once. */
export const atOnce = async (inFlight: number, count: number, work: (caller: number, turn: number) => Promise<unknown>): Promise<void> => {
  const turns = Math.ceil(count / inFlight);
  await Promise.all(
    Array.from({ length: inFlight }, async (_, caller) => {
      for (let turn = 0; turn < turns; turn += 1) await work(caller, turn);
    }),
  );
};

const rateOf = async (side: Side, round: number): Promise<number> => {
  const start = performance.now();
  const units = await side.run(round);
  return (units * 1_000) / (performance.now() - start);
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const whole = (rate: number): string => Math.round(rate).toLocaleString('en').padStart(8);
