/** What an officer may want to do with a case. */
export type Action = 'sign' | 'decide' | 'close' | 'object' | 'resolve' | 'correct' | 'withdraw' | 'reopen';
