import type { CliCommand } from '../cli-command';
import { policyAmount } from './policy-amount.command';
import { policyCheck } from './policy-check.command';
import { policyFacts } from './policy-facts.command';

/** Every command of `zhibu`; a new one is a file here and a line below. */
export const commands: readonly CliCommand[] = [
  policyFacts,
  policyCheck,
  policyAmount,
];
