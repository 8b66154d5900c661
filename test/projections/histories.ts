import * as fc from 'fast-check';
import {
  ZhibuEvent, accessStream, applicationIdOf, applicationStream, batchIdOf, batchStream, entitlementIdOf, entitlementStream, fundIdOf, fundStream, ledgerStream,
  linesStream, looksStream, personStream, registerIdOf, registerStream, returnFileStream, userStream,
} from '@zhibu/domain';

export interface Step {
  readonly stream: string;
  readonly event: ZhibuEvent;
  readonly recordedAt: string;
}

const county = '990101000000';
const villages = ['990101100001', '990101100002', '990101101001'];
const schemes = ['rural-reward', 'special-hardship'];
const source = { kind: 'id-card', reference: '990000' } as const;
const lineCount = 6;

const person = fc.integer({ min: 0, max: 7 });
const village = fc.constantFrom(...villages);
const scheme = fc.constantFrom(...schemes);
const day = fc.integer({ min: 1, max: 28 }).chain((d) => fc.integer({ min: 1, max: 12 }).map((m) => `2016-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`));
const answer = fc.constantFrom('yes', 'no', 'unknown');
const keyOf = (n: number): string => `person-key-${n}`;

const at = (stream: string, event: ZhibuEvent) => ({ stream, event });
type Bare = ReturnType<typeof at>;

const personSteps: fc.Arbitrary<Bare> = fc.tuple(person, village, day, fc.integer({ min: 0, max: 5 })).map(([n, areaCode, on, what]) => {
  const personKey = keyOf(n);
  const make = (): ZhibuEvent => {
    if (what === 0) return { type: 'PersonRegistered', data: { personKey, idNumber: '990000194706150017', name: `甲·${n}𠮷`, sex: 'M', birthDate: '1947-06-15', phone: '13800001234', address: null, areaCode, registeredOn: on, source } };
    if (what === 1) return { type: 'PersonDetailsCorrected', data: { personKey, name: `乙${n}`, source, reason: 'typo' } };
    if (what === 2) return { type: 'PersonMoved', data: { personKey, fromArea: areaCode, toArea: areaCode, movedOn: on, source } };
    if (what === 3) return { type: 'PersonDied', data: { personKey, diedOn: on, source } };
    if (what === 4) return { type: 'PersonDeathRetracted', data: { personKey, diedOn: on, reason: 'typo', source, retractedBy: ['u1'], retractedOn: on } };
    return { type: 'AccountRecorded', data: { personKey, accountKey: `account-${n}`, accountNumber: '9999010000000000010', holderName: '甲', bank: 'b', validFrom: on, source } };
  };
  return at(personStream(personKey), make());
});

const caseSteps: fc.Arbitrary<Bare> = fc.tuple(person, scheme, village, day, answer, fc.integer({ min: 0, max: 14 })).map(([n, of, areaCode, on, said, what]) => {
  const personKey = keyOf(n);
  const applicationId = applicationIdOf(of, personKey, 1);
  const base = { applicationId, personKey };
  const stage = what % 2 === 0 ? 'village-review' : 'village-notice';
  const events: readonly ZhibuEvent[] = [
    { type: 'ApplicationSubmitted', data: { ...base, scheme: of, branch: null, areaCode, procedure: { id: 'p', version: 1 }, appliedOn: on, channel: 'window', evidence: [] } },
    { type: 'EligibilityChecked', data: { ...base, answer: said, on, ruleId: 'r', ruleVersion: '1', decision: null } },
    { type: 'StageEntered', data: { ...base, stage, enteredOn: on, dueOn: said === 'no' ? null : on } },
    { type: 'StageSigned', data: { ...base, stage, signedBy: 'u1', onBehalfOf: null, opinion: 'agree', note: null } },
    { type: 'StageDecided', data: { ...base, stage, outcome: 'approved', reasons: [], note: null, reviewers: null, decidedBy: 'u2', onBehalfOf: 'u3', decidedOn: on } },
    { type: 'NoticePosted', data: { ...base, stage, areaCode, postedOn: on, lastDay: on, restarted: false } },
    { type: 'ObjectionRaised', data: { ...base, stage, objectionId: 'o', statement: null, raisedOn: on } },
    { type: 'ObjectionResolved', data: { ...base, stage, objectionId: 'o', upheld: false, note: null, resolvedBy: 'u4', onBehalfOf: null } },
    { type: 'NoticeClosed', data: { ...base, stage, closedOn: on } },
    { type: 'ApplicationRefused', data: { ...base, stage, reasons: ['r'], note: null, refusedOn: on } },
    { type: 'ApplicationReopened', data: { ...base, stage, reason: null, basis: 'appeal', reopenedOn: on } },
    { type: 'ApplicationConfirmed', data: { ...base, scheme: of, branch: null, areaCode, confirmedOn: on, confirmedBy: ['u2'] } },
    { type: 'AuditSampleChecked', data: { ...base, sampleId: 's', finding: said === 'yes' ? 'correct' : 'wrongly-in', checkedOn: on, note: null } },
    { type: 'ApplicationReturned', data: { ...base, stage, reasons: ['r'], note: null } },
    { type: 'ApplicationWithdrawn', data: { ...base, reason: null, withdrawnOn: on } },
  ];
  return at(applicationStream(applicationId), events[what] as ZhibuEvent);
});

const rightSteps: fc.Arbitrary<Bare> = fc.tuple(person, scheme, village, day, answer, fc.integer({ min: 0, max: 13 })).map(([n, of, areaCode, on, said, what]) => {
  const personKey = keyOf(n);
  const entitlementId = entitlementIdOf(of, personKey);
  const base = { entitlementId, personKey };
  const changeId = `c${1 + (Number(on.slice(8)) % 2)}`;
  const right = { ...base, scheme: of, branch: null, areaCode, startMonth: on.slice(0, 7), confirmedBy: ['u2'], rateFacts: null };
  const events: readonly ZhibuEvent[] = [
    { type: 'EntitlementGranted', data: { ...right, applicationId: applicationIdOf(of, personKey, 1), grantedOn: on } },
    { type: 'EntitlementCarriedOver', data: { ...right, register: 'old', registerId: registerIdOf(of, county, 'old'), preparedBy: ['u3'], approvedBy: ['u2'], paidThrough: '2015-12', entitledFrom: null, answer: said, decision: null, carriedOverOn: on } },
    { type: 'EntitlementSuspended', data: { ...base, fromMonth: on.slice(0, 7), reason: 'r' } },
    { type: 'EntitlementResumed', data: { ...base, fromMonth: on.slice(0, 7), backPay: said === 'yes', reason: 'r' } },
    { type: 'EntitlementReverified', data: { ...base, year: 2016, answer: said, decision: null } },
    { type: 'EntitlementExited', data: { ...base, reason: said === 'yes' ? 'withdrawn' : 'death', happenedOn: on, lastMonth: on.slice(0, 7) } },
    { type: 'EntitlementBranchChanged', data: { ...base, fromBranch: 'a', toBranch: 'b', fromMonth: on.slice(0, 7), reason: 'r', changeId, decidedBy: ['u5'], approvedBy: ['u4'] } },
    { type: 'EntitlementChangeProposed', data: { ...base, changeId, change: said === 'yes' ? { kind: 'reverse-exit' } : { kind: 'resume', fromMonth: on.slice(0, 7), backPay: true }, reason: null, proposedBy: ['u5'], proposedOn: on } },
    { type: 'EntitlementChangeDeclined', data: { ...base, changeId, reason: null, declinedBy: ['u4'], declinedOn: on } },
    { type: 'EntitlementExitReversed', data: { ...base, changeId, decidedBy: ['u5'], approvedBy: ['u4'], areaCode, reason: null, exitReason: 'death', reversedOn: on } },
    { type: 'EntitlementAreaMoved', data: { ...base, fromArea: areaCode, toArea: villages[n % villages.length] ?? areaCode, movedOn: on, fromMonth: on.slice(0, 7) } },
    { type: 'EntitlementResumed', data: { ...base, fromMonth: on.slice(0, 7), backPay: false, reason: 'r', decidedBy: ['u6'] } },
    { type: 'EntitlementExited', data: { ...base, reason: 'death', happenedOn: on, lastMonth: on.slice(0, 7), decidedBy: [] } },
    { type: 'EntitlementConfirmedAgain', data: { ...base, applicationId: applicationIdOf(of, personKey, 1), confirmedOn: on, confirmedBy: ['u7'] } },
  ];
  return at(entitlementStream(entitlementId), events[what] as ZhibuEvent);
});

const registerSteps: fc.Arbitrary<Bare> = fc.tuple(scheme, day, fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 5 })).map(([of, on, part, what]) => {
  const registerId = registerIdOf(of, county, 'old');
  const rows = [0, 1, 2].map((n) => ({ personKey: keyOf(n + part), branch: null, paidThrough: '2015-12', entitledFrom: null }));
  const events: readonly ZhibuEvent[] = [
    { type: 'RegisterOpened', data: { registerId, scheme: of, areaCode: county, title: 'old', statedRows: 6, confirmedBy: ['u1'], openedBy: ['u3'], openedOn: on } },
    { type: 'RegisterRowsRead', data: { registerId, part, rows, hash: 'h', readBy: ['u3'] } },
    { type: 'RegisterSubmitted', data: { registerId, rows: 6, listHash: 'h', earliestPaidThrough: '2015-12', latestPaidThrough: '2015-12', submittedBy: ['u4'], submittedOn: on } },
    { type: 'RegisterApproved', data: { registerId, rows: 6, parts: 2, listHash: 'h', decidedBy: ['u3', 'u4'], approvedBy: ['u2'], approvedOn: on } },
    { type: 'RegisterDeclined', data: { registerId, reason: 'r', declinedBy: ['u2'], declinedOn: on } },
    { type: 'RegisterPartCarriedOver', data: { registerId, part, carried: 2, refused: [{ personKey: keyOf(part), code: 'person.not-found' }], openCases: [1, 2].map((n) => ({ personKey: keyOf(n + part), applicationId: applicationIdOf(of, keyOf(n + part), 1) })), doneOn: on } },
  ];
  return at(registerStream(registerId), events[what] as ZhibuEvent);
});

const batchSteps: fc.Arbitrary<Bare> = fc.tuple(scheme, fc.integer({ min: 1, max: 2 }), day, fc.integer({ min: 0, max: 28 }), fc.integer({ min: 1, max: lineCount }), fc.constantFrom('credited', 'returned', 'unknown')).map(([of, n, on, what, lineNo, status]) => {
  const batchId = batchIdOf(of, county, '2016', n);
  const byLevel = [{ level: 'central', amountFen: 500 }, { level: 'county', amountFen: 100 * n }] as const;
  const fundId = fundIdOf(of, county, 2016);
  const account = { fundId, scheme: of, areaCode: county, year: 2016 };
  const lines = Array.from({ length: lineCount }, (_, index) => ({ lineNo: index + 1, personKey: keyOf(index), entitlementId: entitlementIdOf(of, keyOf(index)), accountKey: 'a', amountFen: 110_000 + index }));
  const line = lines[lineNo - 1] as (typeof lines)[number];
  const { personKey, entitlementId } = line;
  const chunk = 1;
  const ofLine = { batchId, chunk, lineNo, attempt: 1, personKey, reconciliation: 1 };
  const decided = status === 'credited' ? 'credited' as const : 'returned' as const;
  const steps: readonly Bare[] = [
    at(batchStream(batchId), { type: 'BatchOpened', data: { batchId, scheme: of, areaCode: county, period: '2016', throughMonth: '2016-12', deadline: '2016-08-31', preparedBy: ['u5'], openedOn: on } }),
    at(batchStream(batchId), { type: 'BatchPlanned', data: { batchId, chunks: [{ chunk, after: '', through: 'z', entitlements: lineCount }] } }),
    at(batchStream(batchId), { type: 'BatchChunkBuilt', data: { batchId, chunk, lines: lineCount, totalFen: 1, byLevel, hash: 'h', exceptions: 1, confirmers: ['u2'] } }),
    at(batchStream(batchId), { type: 'BatchFrozen', data: { batchId, lines: lineCount, totalFen: 1, byLevel, listHash: 'h', hashCovers: 'batch', frozenBy: ['u5'], frozenOn: on } }),
    at(batchStream(batchId), { type: 'BatchSentBack', data: { batchId, reason: 'r', sentBackBy: ['u6'], sentBackOn: on } }),
    at(batchStream(batchId), { type: 'BatchApproved', data: { batchId, listHash: 'h', totalFen: 1, approvedBy: ['u6'], complete: true, approvedOn: on } }),
    at(batchStream(batchId), { type: 'BatchFundsShort', data: { batchId, fundId, missing: byLevel } }),
    at(batchStream(batchId), { type: 'BatchFundsReserved', data: { batchId, fundId, byLevel } }),
    at(batchStream(batchId), { type: 'BatchCancelled', data: { batchId, reason: 'r', cancelledBy: ['u5'], cancelledOn: on } }),
    at(linesStream(batchId, chunk), { type: 'LinesBuilt', data: { batchId, chunk, lines, exceptions: [{ personKey: keyOf(7), entitlementId: entitlementIdOf(of, keyOf(7)), code: 'payee.no-account' }] } }),
    at(linesStream(batchId, chunk), { type: 'LinesSent', data: { batchId, chunk, fileNo: 1, sentOn: on, lines: lines.map((each) => ({ lineNo: each.lineNo, attempt: 1 })) } }),
    at(linesStream(batchId, chunk), { type: 'LinesSettled', data: { batchId, chunk, returnFileId: 'f', settledOn: on, outcomes: [{ lineNo, attempt: 1, personKey, status, reason: null, amountFen: line.amountFen }] } }),
    at(linesStream(batchId, chunk), { type: 'LineReissued', data: { batchId, chunk, lineNo, attempt: 2, personKey, accountKey: 'b', amountFen: line.amountFen, reason: 'r', fileNo: 2 } }),
    at(linesStream(batchId, chunk), { type: 'LineExceptionRaised', data: { batchId, chunk, lineNo, personKey, kind: 'reversed', expectedFen: 1, actualFen: null, returnFileId: 'f' } }),
    at(linesStream(batchId, chunk), { type: 'LinesCancelled', data: { batchId, chunk, reason: 'r' } }),
    at(ledgerStream(personKey), { type: 'DuesClaimed', data: { personKey, entitlementId, scheme: of, batchId, lineNo, accountKey: 'a', months: [{ month: on.slice(0, 7), amountFen: 1 }], components: [], amountFen: 1 } }),
    at(ledgerStream(personKey), { type: 'DuesReleased', data: { personKey, batchId, reason: 'r' } }),
    at(fundStream(fundId), { type: 'FundReceived', data: { ...account, receiptNo: `${n}${on}`, level: 'central', amountFen: 700, receivedOn: on, document: 'd' } }),
    at(fundStream(fundId), { type: 'FundsReserved', data: { ...account, batchId, byLevel } }),
    at(linesStream(batchId, chunk), { type: 'LineExceptionRaised', data: { batchId, chunk, lineNo, personKey, kind: 'late', expectedFen: 1, actualFen: 1, returnFileId: 'f' } }),
    at(linesStream(batchId, chunk), { type: 'LineExceptionRaised', data: { batchId, chunk, lineNo, personKey, kind: n === 1 ? 'paid-twice' : 'short', expectedFen: 1, actualFen: 1, returnFileId: `f${n}` } }),
    at(linesStream(batchId, chunk), { type: 'LinesSettled', data: { batchId, chunk, returnFileId: 'g', settledOn: on, outcomes: [{ lineNo, attempt: 1, personKey, status, reason: null, amountFen: line.amountFen, creditedOn: '2016-07-02' }] } }),
    at(linesStream(batchId, chunk), { type: 'LineReconciliationProposed', data: { ...ofLine, outcome: decided, creditedOn: null, evidence: 'e', amountFen: 1, proposedOn: on, decidedBy: ['u5'] } }),
    at(linesStream(batchId, chunk), { type: 'LineReconciliationDeclined', data: { ...ofLine, reason: 'r', declinedOn: on, declinedBy: ['u6'] } }),
    at(linesStream(batchId, chunk), { type: 'LineReconciled', data: { ...ofLine, from: 'unknown', outcome: decided, amountFen: line.amountFen, creditedFen: 1, returnedFen: 0, creditedOn: decided === 'credited' ? on : null, reconciledOn: on, decidedBy: ['u5'], approvedBy: ['u6'] } }),
    at(batchStream(batchId), { type: 'BatchLineReconciled', data: { batchId, lineNo, attempt: 1, reconciliation: 1, outcome: decided, creditedFen: 1, returnedFen: 0, recordedOn: on } }),
    at(ledgerStream(personKey), { type: 'DuesHeldAgain', data: { personKey, entitlementId, batchId, scheme: of, months: [on.slice(0, 7)], contested: [], reason: 'late-credit', heldOn: on } }),
    at(fundStream(fundId), n === 1 ? { type: 'FundsUsedAfterRelease', data: { ...account, batchId, byLevel, usedOn: on } } : { type: 'FundsTakenBack', data: { ...account, batchId, byLevel, reconciliation: '1/1', takenBackOn: on } }),
    at(returnFileStream(`f${n}`), { type: 'ReturnFileReceived', data: { returnFileId: `f${n}`, batchId, fileNo: 1, rows: 1, totalFen: 1, layout: 'csv', receivedOn: on, receivedBy: ['u5'] } }),
  ];
  return steps[what] as Bare;
});

const userSteps: fc.Arbitrary<Bare> = fc.tuple(person, village, fc.integer({ min: 0, max: 5 })).map(([n, areaCode, what]) => {
  const userId = `u${n}`;
  const events: readonly ZhibuEvent[] = [
    { type: 'UserAdded', data: { userId, displayName: userId, kind: 'officer', roles: [{ role: 'caseworker', areaCode }], demo: true } },
    { type: 'UserDisabled', data: { userId, reason: 'left' } },
    { type: 'DelegationGranted', data: { userId, toUserId: 'u9', untilDay: '2016-05-01' } },
    { type: 'DelegationEnded', data: { userId, toUserId: 'u9' } },
  ];
  const event = events[what];
  if (what === 5) return at(looksStream(userId), { type: 'PeopleListed', data: { listedBy: [userId], what: 'list', personKeys: [keyOf(n), keyOf(n + 1)], purpose: 'case-work', reason: null } });
  return event === undefined
    ? at(accessStream(keyOf(n)), { type: 'PersonViewed', data: { personKey: keyOf(n), viewedBy: userId, what: 'details', reason: 'asked' } })
    : at(userStream(userId), event);
});

/** Events in any order and combination: wilder than any decider would allow, which a fold must bear all the same. */
export const history = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .array(fc.oneof(personSteps, caseSteps, rightSteps, registerSteps, { weight: 3, arbitrary: batchSteps }, userSteps), { minLength: 1, maxLength })
    .map((steps) => steps.map((step, index) => ({ ...step, recordedAt: new Date(Date.UTC(2016, 2, 1, 0, index)).toISOString() })));
