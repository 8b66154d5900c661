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

/** A case opens what it needs, says what to compare or reports what it measured itself, and closes. */
export interface Case {
  readonly name: string;
  run(databaseUrl: (name: string) => Promise<string>, compare: (comparison: Comparison) => Promise<void>, report: (figure: Figure) => void): Promise<void>;
}

/** One printed line. Figures come with their units. */
export interface Figure {
  readonly name: string;
  readonly ours: string;
  /** Who else did the same work, and their figure; left out when nobody did. */
  readonly peer?: string;
  /** How many times better than the peer. */
  readonly ratio?: number;
  readonly target?: string;
  /** Share of the target that was attained: 1 and more is reached. Left out without a target. */
  readonly attained?: number;
}

const rounds = 5;

/** The sides take turns, so that a noisy machine is noisy for both; the median of the rounds counts. */
export const measure = async ({ name, unit, ours, peer, target }: Comparison): Promise<Figure> => {
  await ours.run(-1);
  await peer.run(-1);
  const rates: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    rates.ours.push(await rateOf(ours, round));
    rates.peer.push(await rateOf(peer, round));
  }
  const [oursPerSecond, peerPerSecond] = [median(rates.ours), median(rates.peer)];
  const ratio = oursPerSecond / peerPerSecond;
  return { name, ours: `${whole(oursPerSecond)} ${unit}/s`, peer: `${peer.name} ${whole(peerPerSecond)}`, ratio, target: `${target}x`, attained: ratio / target };
};

export const lineOf = ({ name, ours, peer = '', ratio, target, attained }: Figure): string =>
  [name.padEnd(40), ours.padEnd(28), peer.padEnd(36), ratio === undefined ? '' : `${ratio.toFixed(2)}x`, target === undefined ? '' : `target ${target}`, verdictOf(attained)].join('  ').trimEnd();

const verdictOf = (attained: number | undefined): string =>
  attained === undefined ? '' : attained >= 1 ? 'reached' : `MISSED by ${Math.ceil((1 - attained) * 100)} %`;

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

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
export const whole = (rate: number): string => Math.round(rate).toLocaleString('en');
