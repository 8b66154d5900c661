import { DomainCommand } from '@zhibu/kernel';
import { Listing, LookPurpose } from './events';

export type AccessLogCommand =
  | DomainCommand<'RecordView', { readonly personKey: string; readonly what: 'details' | 'history' | 'number' | 'account'; readonly reason: string }>
  /** One request that shows people, masked: at most 500. A search needs a reason in words; elsewhere the purpose is enough. */
  | DomainCommand<'RecordListing', { readonly what: Listing; readonly personKeys: readonly string[]; readonly purpose: LookPurpose; readonly reason: string | null }>;
