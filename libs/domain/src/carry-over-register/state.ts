import { AreaCode, Month } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';
import { RefusedRow } from './events';

export type RegisterStatus = 'none' | 'open' | 'submitted' | 'approved' | 'declined';

export interface CarryOverRegisterState {
  readonly status: RegisterStatus;
  readonly registerId: string;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly title: string;
  readonly statedRows: number;
  readonly confirmedBy: readonly string[];
  /** Everybody who opened, read or submitted. */
  readonly preparedBy: readonly string[];
  readonly approvedBy: readonly string[];
  readonly parts: readonly RegisterPart[];
  readonly listHash: string | null;
  /** By part: what came of it. */
  readonly done: Readonly<Record<number, { readonly carried: number; readonly refused: readonly RefusedRow[] }>>;
}

/** Rows themselves stay in the events: a fold over a long register must not hold them twice. */
export interface RegisterPart {
  readonly hash: string;
  readonly personKeys: readonly string[];
  readonly earliestPaidThrough: Month;
  readonly latestPaidThrough: Month;
}

export const noRegister: CarryOverRegisterState = {
  status: 'none', registerId: '', scheme: '', areaCode: '', title: '', statedRows: 0, confirmedBy: [], preparedBy: [], approvedBy: [], parts: [], listHash: null, done: {},
};

export const rowsRead = ({ parts }: CarryOverRegisterState): number => parts.reduce((sum, { personKeys }) => sum + personKeys.length, 0);
