import { createHash } from 'node:crypto';
import type { CommandContext } from '@zhibu/application';

/** The same for the same request: whoever sends it again after a cut line joins what is under way. */
export const runIdOf = (kind: string, { commandKey }: Pick<CommandContext, 'commandKey'>): string => `${kind}-${createHash('sha256').update(commandKey).digest('hex').slice(0, 24)}`;
