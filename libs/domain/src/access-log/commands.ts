import { DomainCommand } from '@zhibu/kernel';

export type AccessLogCommand = DomainCommand<
  'RecordView',
  { readonly personKey: string; readonly what: 'details' | 'history' | 'number' | 'account'; readonly reason: string }
>;
