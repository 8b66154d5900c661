import { KnownTexts } from './event-samples';

/**
 * Texts of events that are no free text, with a value for each: keys, ids, hashes, codes and user ids, by the name of the
 * field or by `<event>.<field>`. Whatever is not named here is planted and must be found nowhere in the clear.
 */
export const knownTexts = (personKey: string): KnownTexts => (type, name) => values(personKey)[`${type}.${name}`] ?? values(personKey)[name] ?? (officerIds.test(name) ? 'u1' : undefined);

/** `decidedBy`, `approvedBy` ... hold stable ids of officers, never a name. Who issued a paper is another matter. */
const officerIds = /^(?!issued).*By$|^by$|^confirmers$/;

const values = (personKey: string): Readonly<Record<string, string>> => ({
  // Keyed hashes and ids made of them.
  personKey, otherPersonKey: personKey, personKeys: personKey, accountKey: 'account-key-1', applicationId: `rural-reward.${personKey}.1`,
  entitlementId: `rural-reward.${personKey}`, entitlementIds: `rural-reward.${personKey}`, after: '', through: `rural-reward.${personKey}`,
  // Ids given by the program or picked from what it has.
  batchId: 'rural-reward.990101000000.2016.1', previousBatchId: 'rural-reward.990101000000.2015.1', fundId: 'rural-reward.990101000000.2016', returnFileId: 'r1',
  period: '2016', stage: 'village-review', objectionId: 'o1', sampleId: 's1', ruleId: 'rule', ruleVersion: '1', layout: 'csv', layerId: 'national', registerId: 'register-1', changeId: 'c1', instructions: '1/1', reconciliation: 'b/1/1',
  'EntitlementGranted.id': 'period', 'EntitlementExited.id': 'period', policyHash: 'h', code: 'payee.no-account',
  'ApplicationSubmitted.id': 'rural-reward', 'UserAdded.areaCode': '990101000000', 'UserRolesChanged.areaCode': '990101000000', untilDay: '2016-12-31',
  // Hashes of content that is no secret by itself, or is sealed beside.
  hash: 'h', listHash: 'h', instructionsHash: 'h', sha256: 'h', ratesHash: 'h',
  // Stable ids of officers; never a name.
  userId: 'u1', toUserId: 'u2', onBehalfOf: 'u2',
  // Codes of a procedure or of the program.
  reasons: 'evidence-missing', 'DuesReleased.reason': 'returned', 'LinesCancelled.reason': 'batch-cancelled', 'FundsReleased.reason': 'batch-closed', 'DuesHeldAgain.reason': 'late-credit',
});

/** Texts that stand in the clear by decision (docs/adr/0005), and why. Nobody's name belongs there, and the forms say so. */
export const clearByDecision: Readonly<Record<string, string>> = {
  'BatchSentBack.reason': 'about a list as a whole',
  'BatchCancelled.reason': 'about a list as a whole',
  'BatchReissueDeclined.reason': 'about several lines of a list, which it does not name',
  'BatchFileVoided.reason': 'about a file as a whole',
  'BatchFileTaken.reason': 'why a file was handed on; accountability outlives the keys of those in it',
  'BatchSent.bankReference': "the bank's number of a whole file",
  'EntitlementCarriedOver.register': 'title of a register of many people',
  'ApplicationReturned.already.register': 'title of a register of many people',
  'RegisterOpened.title': 'title of a register of many people',
  'RegisterDeclined.reason': 'about a list as a whole',
  'EntitlementExited.end.source': 'document that a policy layer names',
  'FundReceived.receiptNo': 'number of a transfer between treasuries',
  'FundReceived.document': 'number of a document on money for many',
  'OverdraftAllowed.document': 'number of a decision on money for many',
  'DuesClaimed.components.*.title.zh': 'words of the policy layers',
  'DuesClaimed.components.*.title.en': 'words of the policy layers',
  'DuesClaimed.components.*.source': 'document that a policy layer names',
  'DuesSuppressed.reason.zh': 'words of the program',
  'DuesSuppressed.reason.en': 'words of the program',
  'UserAdded.displayName': 'an officer in office',
  'UserRolesChanged.reason': 'about an officer in office',
  'UserDisabled.reason': 'about an officer in office',
  'PeopleListed.reason': 'accountability outlives the keys of who was looked at',
  'PersonViewed.reason': 'accountability outlives the key of who was looked at',
};
