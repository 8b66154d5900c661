import { User } from './user-view';

export interface StepProps {
  readonly user: User;
  /** `version`: of the user after the step. */
  readonly onDone: (version: number) => void;
  readonly onLeave: () => void;
}

/** Nobody changes what somebody else has changed since it was read. */
export const ifMatch = ({ version }: User) => ({ 'If-Match': `"${version}"` });
