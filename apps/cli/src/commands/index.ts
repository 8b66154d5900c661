import type { CliCommand } from '../cli-command';
import { demo } from './demo.command';
import { policyAmount } from './policy-amount.command';
import { policyCheck } from './policy-check.command';
import { policyFacts } from './policy-facts.command';

/** Every command of `zhibu`; a new one is a file here and a line below. */
export const commands: readonly CliCommand[] = [
  demo,
  policyFacts,
  policyCheck,
  policyAmount,
];
