import { Decider } from '@zhibu/kernel';
import { AccessLogCommand } from './commands';
import { decideAccessLog } from './decide';
import { AccessLogEvent } from './events';
import { evolveAccessLog } from './evolve';
import { AccessLogState, initialAccessLog } from './state';

export const accessLogDecider: Decider<AccessLogState, AccessLogCommand, AccessLogEvent> = { initialState: initialAccessLog, decide: decideAccessLog, evolve: evolveAccessLog };

export * from './state';
