import type { Stage } from '@zhibu/domain';

/** What is drawn of a definition: steps and the ways between them. Places are in the units of the drawing. */
export interface Definition {
  readonly stages: readonly Stage[];
  /** Left out: not known, and not drawn. */
  readonly onIneligible?: 'refuse' | 'return';
  readonly onUnknown?: 'return' | 'continue';
}

export type StepKind = 'apply' | 'check' | 'review' | 'notice' | 'returned' | 'refused' | 'confirmed';

export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type WayKind = 'yes' | 'no' | 'unknown' | 'approved' | 'refuse' | 'giveBack' | 'upheld' | 'over' | 'appeal' | 'corrected' | 'begin';

export interface Way {
  readonly from: string;
  readonly to: string;
  readonly kind: WayKind;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Where its words stand; null where another line of the same kind has said them, or none are needed. */
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' } | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly Step[];
  readonly ways: readonly Way[];
}

/** Ids of the steps that every definition has; stages go by their own. */
export const fixed = { apply: '>apply', check: '>check', returned: '>returned', refused: '>refused', confirmed: '>confirmed' } as const;

const stepHeight = 78;
const gap = 38;
const top = 6;

/** Columns for a width: what is returned on the left, the way on in the middle, what is refused on the right. */
const columnsOf = (width: number) => {
  const side = Math.round(width * 0.235);
  const middle = { x: side + 26, width: width - 2 * side - 52 };
  return { side, middle, center: middle.x + middle.width / 2, loop: side + 13, right: { x: width - side, width: side - 14 }, left: { x: 2, width: side - 2 }, lane: width - 4, into: width - side / 2 - 7 };
};

/** Where a review sends a case back to: a stage before it, or the caseworker. */
export const returnsTo = (definition: Definition, stage: Stage): string => {
  const back = stage.kind === 'review' ? definition.stages.find(({ id }) => id === stage.returnTo) : undefined;
  return back?.id ?? fixed.returned;
};

/** The review that an objection, when it is upheld, sends a case back to. */
export const reviewBefore = (definition: Definition, index: number): string | null => definition.stages.slice(0, index).findLast(({ kind }) => kind === 'review')?.id ?? null;

export const layoutOf = (definition: Definition, width: number): Layout => {
  const { middle, center, loop, right, left, lane, into } = columnsOf(width);
  const { stages, onIneligible, onUnknown } = definition;
  const rowY = (row: number): number => top + row * (stepHeight + gap);
  const column = [fixed.apply, fixed.check, ...stages.map(({ id }) => id), fixed.confirmed];
  const kindOf = (id: string): StepKind => (id === fixed.apply ? 'apply' : id === fixed.check ? 'check' : id === fixed.confirmed ? 'confirmed' : stages.find((stage) => stage.id === id)?.kind ?? 'review');
  const inMiddle = column.map((id, row): Step => ({ id, kind: kindOf(id), x: middle.x, y: rowY(row), width: middle.width, height: stepHeight }));
  const lastRow = column.length - 1;
  const returned: Step = { id: fixed.returned, kind: 'returned', x: left.x, y: rowY(1), width: left.width, height: stepHeight };
  const refused: Step = { id: fixed.refused, kind: 'refused', x: right.x, y: rowY(lastRow), width: right.width, height: stepHeight };
  const yOf = (id: string): number => rowY(column.indexOf(id));
  const midOf = (id: string): number => yOf(id) + stepHeight / 2;
  const edge = middle.x + middle.width;
  const down = (from: string, to: string, kind: WayKind): Way =>
    ({ from, to, kind, points: [[center, yOf(from) + stepHeight], [center, yOf(to)]], label: kind === 'begin' ? null : { x: center + 6, y: yOf(from) + stepHeight + gap / 2 + 4, anchor: 'start' } });
  const toRefused = (from: string, kind: WayKind, shift = 0): Way =>
    ({ from, to: fixed.refused, kind, points: [[edge, midOf(from) + shift], [into, midOf(from) + shift], [into, refused.y]], label: { x: edge + 4, y: midOf(from) + shift - 5, anchor: 'start' } });
  const toReturned = (from: string, kind: WayKind, shift = 0): Way =>
    ({ from, to: fixed.returned, kind, points: [[middle.x, midOf(from) + shift], [left.x + left.width / 2, midOf(from) + shift], [left.x + left.width / 2, returned.y + stepHeight]], label: { x: middle.x - 4, y: midOf(from) + shift - 5, anchor: 'end' } });
  /** The left column is close beside the check: the words stand above and below the two. */
  const beside = (above: boolean, line: number): Way['label'] => ({ x: middle.x - 4, y: above ? returned.y - 6 : returned.y + stepHeight + 13 * line, anchor: 'end' });
  const checkReturns = (kind: WayKind, shift: number): Way =>
    ({ from: fixed.check, to: fixed.returned, kind, points: [[middle.x, midOf(fixed.check) + shift], [returned.x + returned.width, midOf(fixed.check) + shift]], label: beside(false, kind === 'no' ? 2 : 1) });
  const back = (from: string, to: string, kind: WayKind, shift: number): Way =>
    ({ from, to, kind, points: [[middle.x, midOf(from) + shift], [loop, midOf(from) + shift], [loop, midOf(to) + 20], [middle.x, midOf(to) + 20]], label: { x: loop - 3, y: midOf(from) + shift - 5, anchor: 'end' } });
  const first = stages[0]?.id ?? fixed.confirmed;
  const ways: Way[] = [
    down(fixed.apply, fixed.check, 'begin'),
    down(fixed.check, first, 'yes'),
    ...(onIneligible === undefined ? [] : [onIneligible === 'refuse' ? toRefused(fixed.check, 'no', 12) : checkReturns('no', 24)]),
    ...(onUnknown === 'return' ? [checkReturns('unknown', onIneligible === 'refuse' ? 16 : 4)] : []),
    { from: fixed.returned, to: fixed.check, kind: 'corrected', points: [[returned.x + returned.width, midOf(fixed.check) - 22], [middle.x, midOf(fixed.check) - 22]], label: beside(true, 0) },
    { from: fixed.refused, to: fixed.check, kind: 'appeal', points: [[refused.x + refused.width, refused.y + stepHeight / 2], [lane, refused.y + stepHeight / 2], [lane, midOf(fixed.check) - 18], [edge, midOf(fixed.check) - 18]], label: { x: edge + 4, y: midOf(fixed.check) - 23, anchor: 'start' } },
  ];
  stages.forEach((stage, index) => {
    const next = stages[index + 1]?.id ?? fixed.confirmed;
    if (stage.kind === 'notice') {
      ways.push(down(stage.id, next, 'over'));
      const review = reviewBefore(definition, index);
      if (review !== null) ways.push(back(stage.id, review, 'upheld', 0));
      return;
    }
    const to = returnsTo(definition, stage);
    ways.push(down(stage.id, next, 'approved'), toRefused(stage.id, 'refuse'), to === fixed.returned ? toReturned(stage.id, 'giveBack', -12) : back(stage.id, to, 'giveBack', -12));
  });
  return { width, height: rowY(lastRow) + stepHeight + top, steps: [...inMiddle, returned, refused], ways };
};
