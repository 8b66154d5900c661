/** How often a person was looked at, or somebody looked at lists; the looks themselves are read from the stream. */
export interface AccessLogState {
  readonly personKey: string | null;
  readonly views: number;
}

export const initialAccessLog: AccessLogState = { personKey: null, views: 0 };
