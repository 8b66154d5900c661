import { AreaCode, DomainCommand, LocalDate } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';
import { OpenCaseOfRow, RefusedRow, RegisterRow } from './events';

export type CarryOverRegisterCommand =
  | DomainCommand<
      'OpenRegister',
      { readonly registerId: string; readonly scheme: Scheme; readonly areaCode: AreaCode; readonly title: string; /** As the register states them. */ readonly statedRows: number; readonly confirmedBy: readonly string[]; /** Day for which the conditions are checked; left out, the day of carrying over. */ readonly conditionsOn?: LocalDate }
    >
  /** Parts are numbered from 1. A part that was read before changes nothing. */
  | DomainCommand<'AddRegisterRows', { readonly part: number; readonly rows: readonly RegisterRow[] }>
  | DomainCommand<'SubmitRegister', { readonly registerId: string }>
  /** The hash of the list that was looked at. */
  | DomainCommand<'ApproveRegister', { readonly listHash: string }>
  | DomainCommand<'DeclineRegister', { readonly reason: string }>
  | DomainCommand<'RecordPartCarriedOver', { readonly part: number; readonly carried: number; readonly refused: readonly RefusedRow[]; readonly openCases?: readonly OpenCaseOfRow[] }>;
