import { AreaCode, contentHash } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';

/** Names of streams and ids. Uniqueness across streams is carried by these names alone. */
export const personStream = (personKey: string): string => `person-${personKey}`;
export const applicationIdOf = (scheme: Scheme, personKey: string, round: number): string => `${scheme}.${personKey}.${round}`;
export const applicationStream = (applicationId: string): string => `application-${applicationId}`;
export const entitlementIdOf = (scheme: Scheme, personKey: string): string => `${scheme}.${personKey}`;
export const entitlementStream = (entitlementId: string): string => `entitlement-${entitlementId}`;
/** A register is known by its title in its area, so that it is loaded once. */
export const registerIdOf = (scheme: Scheme, areaCode: AreaCode, title: string): string => `${scheme}.${areaCode}.${contentHash(title).slice(0, 16)}`;
export const registerStream = (registerId: string): string => `register-${registerId}`;
export const ledgerStream = (personKey: string): string => `ledger-${personKey}`;
export const batchIdOf = (scheme: Scheme, areaCode: AreaCode, period: string, n: number): string => `${scheme}.${areaCode}.${period}.${n}`;
export const batchStream = (batchId: string): string => `batch-${batchId}`;
export const linesStream = (batchId: string, chunk: number): string => `lines-${batchId}.${chunk}`;
export const returnFileStream = (returnFileId: string): string => `returnfile-${returnFileId}`;
export const fundIdOf = (scheme: Scheme, county: AreaCode, year: number): string => `${scheme}.${county}.${year}`;
export const fundStream = (fundId: string): string => `fund-${fundId}`;
export const userStream = (userId: string): string => `user-${userId}`;
export const accessStream = (personKey: string): string => `access-${personKey}`;
export const signInsStream = (userId: string): string => `signins-${userId}`;
export const looksStream = (userId: string): string => `looks-${userId}`;
