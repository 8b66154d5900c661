import { instantOf } from '@zhibu/kernel';
import { entitlementIdOf } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { sentBackAndCancelled, voidedFileAndNewAccount } from './correction-stories';
import { confirmedAgain, provisionalDeadlines, rightCameMeanwhile } from './case-stories';
import { lateCreditAfterClosing, monthsContested, reversedAndPaidAgain } from './settlement-stories';
import { carryOver, passStage, source, submit, untilConfirmed } from './steps';
import { officer, Village } from './village';
import { must, value } from '../simulation/county';

export interface Story {
  /** What it shows, in one sentence. */
  readonly title: string;
  live(village: Village): Promise<void>;
}

export const stories: Readonly<Record<string, Story>> = {
  'confirmed-and-paid': {
    title: 'An application through three levels and notices, then paid for the year and credited',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      await untilConfirmed(village, applicationId);
      await village.pay('rural-reward', '2016', () => 'credited');
    },
  },
  'refused-and-reopened': {
    title: 'Refused in the township, re-opened after an appeal and confirmed',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      await passStage(village, applicationId);
      await passStage(village, applicationId);
      await passStage(village, applicationId, 'refused');
      must(await village.runtime.services.applications.reopen(village.as('desk', 'reopen'), { applicationId, stage: 'township-review', reason: '申诉成立', basis: 'appeal' }));
      await village.runtime.settle();
      await untilConfirmed(village, applicationId);
    },
  },
  'returned-and-corrected': {
    title: 'Returned for a missing paper, corrected and confirmed from the first stage on',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      await passStage(village, applicationId, 'returned');
      must(await village.runtime.services.applications.correct(village.as('desk', 'correct'), { applicationId, branch: null, evidence: [], note: '已补齐' }));
      await village.runtime.settle();
      await untilConfirmed(village, applicationId);
    },
  },
  objection: {
    title: 'An objection during the village notice holds the case until it is resolved',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      await passStage(village, applicationId);
      const { applications } = village.runtime.services;
      must(await applications.raiseObjection(village.as('desk', 'object'), { applicationId, objectionId: 'o1', statement: '邻居称其已迁出' }));
      must(await applications.resolveObjection(village.as('village', 'resolve'), { applicationId, objectionId: 'o1', upheld: false, note: '核实未迁出' }));
      await untilConfirmed(village, applicationId);
    },
  },
  'returned-payment-and-reissue': {
    title: 'The bank returns one line, the account is corrected, the line goes out again and is credited once',
    live: async (village) => {
      await carryOver(village);
      await village.pay('rural-reward', '2016', (lineNo) => (lineNo === 2 ? 'returned' : 'credited'));
    },
  },
  'same-list-two-months': {
    title: 'Two months with the same person and amount: each list has a hash of its own',
    live: async (village) => {
      await carryOver(village);
      await village.pay('special-hardship', '2016-01', () => 'credited');
      await village.pay('special-hardship', '2016-02', () => 'credited');
    },
  },
  'carry-over': { title: 'People of the register kept before, each checked again when taken over', live: carryOver },
  'death-and-exit': {
    title: 'A death ends the right by itself; the year is paid to its last month',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      must(await village.runtime.services.people.recordDeath(village.as('desk', 'death'), { personKey: village.keyOf(village.carriedOver[0]), diedOn: '2016-05-20', source }));
      await village.runtime.settle();
      await village.pay('rural-reward', '2016', () => 'credited');
    },
  },
  'death-taken-back': {
    title: 'A death recorded of the wrong person is taken back, and the right day recorded weeks later',
    live: async (village) => {
      const { people } = village.runtime.services;
      const person = village.applicants[0];
      if (person === undefined) throw new Error('expected an applicant');
      const { personKey } = value(await people.register(village.as('desk', 'register'), person.form));
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      must(await people.recordDeath(village.as('desk', 'death'), { personKey, diedOn: '2016-05-20', source }));
      await village.runtime.settle();
      must(await people.retractDeath(village.as('desk', 'not-dead'), { personKey, reason: '误登同名同姓者', source }));
      await village.runtime.settle();
      village.clock.advanceTo(instantOf('2016-08-01', 9));
      must(await people.recordDeath(village.as('desk', 'death-indeed'), { personKey, diedOn: '2016-07-28', source }));
      await village.runtime.settle();
    },
  },
  'sealed-texts': {
    title: 'Reasons, sources, a bank and titles of evidence are sealed: details corrected, a fact taken back, a move within the county, an account, an application corrected',
    live: async (village) => {
      const { people, applications } = village.runtime.services;
      const person = village.applicants[0];
      if (person === undefined) throw new Error('expected an applicant');
      const evidence = (title: string) => [{ kind: '复印件', sha256: 'a'.repeat(64), title }];
      const { personKey, applicationId } = value(await applications.submitForm(village.as('desk', 'submit'), {
        person: person.form,
        application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: evidence('户口簿首页') },
      }));
      await village.runtime.settle();
      must(await people.correctDetails(village.as('desk', 'details'), { personKey, phone: '13900001234', source, reason: '本人更换号码' }));
      must(await people.recordFacts(village.as('desk', 'fact'), { personKey, facts: [{ factId: 'marriage', fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '1980-01-01', validTo: null, source } }] }));
      must(await people.retractFact(village.as('desk', 'no-fact'), { personKey, factId: 'marriage', reason: '婚姻状况登记有误', source }));
      must(await people.recordAccount(village.as('desk', 'account'), { personKey, ...person.newAccount, validFrom: '2016-02-01' }));
      await village.runtime.settle();
      await passStage(village, applicationId, 'returned');
      must(await applications.correct(village.as('desk', 'correct'), { applicationId, branch: null, evidence: evidence('户口簿全本'), note: '已补齐' }));
      await village.runtime.settle();
      village.clock.advanceTo(instantOf('2016-05-01', 9));
      must(await people.move(village.as('desk', 'move'), { personKey, toArea: '990101103002', movedOn: '2016-04-01', source }));
      must(await people.recordDeath(village.as('desk', 'death'), { personKey, diedOn: '2016-04-02', source }));
      await village.runtime.settle();
    },
  },
  'looks-and-passwords': {
    title: 'A person is shown in a list and a search and looked at; a password is reset, used and changed',
    live: async (village) => {
      const { people, accessLog, users } = village.runtime.services;
      const person = village.applicants[0];
      if (person === undefined) throw new Error('expected an applicant');
      const { personKey } = value(await people.register(village.as('desk', 'register'), person.form));
      must(await accessLog.recordListing(village.as('desk', 'list'), { what: 'list', personKeys: [personKey], purpose: 'case-work', reason: null }));
      must(await accessLog.recordListing(village.as('county', 'search'), { what: 'search', personKeys: [personKey], purpose: 'inquiry', reason: '来访查询' }));
      must(await accessLog.recordView(village.as('desk', 'view'), { personKey, what: 'details', reason: '入户核实' }));
      must(await users.add(village.automatic('user'), { userId: 'village', displayName: '村审核员', kind: 'officer', roles: [{ role: 'village-reviewer', areaCode: demoCounty }], demo: true }));
      must(await users.resetPassword(village.automatic('reset'), { userId: 'village' }));
      must(await users.recordSignIn(village.as('village', 'sign-in'), { userId: 'village', onBehalfOf: null, oneTimePassword: true }));
      must(await users.changePassword(village.as('village', 'own'), { userId: 'village' }));
      await village.runtime.settle();
    },
  },
  'move-and-exit': {
    title: 'A move to another county ends the right there',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      must(await village.runtime.services.people.move(village.as('desk', 'move'), { personKey: village.keyOf(village.carriedOver[1]), toArea: '990102100001', movedOn: '2016-04-10', source }));
      await village.runtime.settle();
    },
  },
  'branch-change': {
    title: 'A disabled only child dies: the branch changes without an overlapping month, and both rates are paid',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      const person = village.carriedOver.find(({ branch }) => branch === 'child-disabled');
      const personKey = village.keyOf(person);
      const died = { fact: { fact: 'death-date', of: 'child:c1', value: '2016-03-14', validFrom: '2016-03-14', validTo: null, source } } as const;
      must(await village.runtime.services.people.recordFacts(village.as('desk', 'child-died'), { personKey, facts: [died] }));
      const entitlementId = entitlementIdOf('special-hardship', personKey);
      const { changeId } = value(await village.runtime.services.entitlements.propose(village.as('desk', 'branch'), { entitlementId, change: { kind: 'branch', toBranch: 'child-died', fromMonth: '2016-04' }, reason: '子女死亡' }));
      must(await village.runtime.services.entitlements.approve(village.as('county', 'branch-approved'), { entitlementId, changeId }));
      await village.runtime.settle();
      await village.pay('special-hardship', '2016-06', () => 'credited');
    },
  },
  delegation: {
    title: 'An officer decides for an absent one; both are held to the separation of duties',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      const { users } = village.runtime.services;
      for (const [userId, role] of [['village', 'village-reviewer'], ['stand-in', 'village-reviewer']] as const)
        must(await users.add(village.automatic(`user-${userId}`), { userId, displayName: userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }], demo: true }));
      must(await users.grantDelegation(village.as('village', 'delegate'), { userId: 'village', toUserId: 'stand-in', untilDay: '2016-12-31' }));
      const standIn = { ...officer('stand-in', 'village-reviewer'), onBehalfOf: 'village' };
      village.register('stand-in-for-village', standIn);
      await passStage(village, applicationId, 'approved', (level) => (level === 'village' ? 'stand-in-for-village' : level));
      await untilConfirmed(village, applicationId);
    },
  },
  'cancelled-batch': {
    title: 'A batch is built and cancelled; its months are free again and paid by the next one',
    live: async (village) => {
      await carryOver(village);
      const { payments } = village.runtime.services;
      const { batchId } = value(await payments.open(village.as('preparer', 'wrong/open'), { scheme: 'rural-reward', areaCode: demoCounty, period: '2016' }));
      await village.runtime.settle();
      must(await payments.cancel(village.as('preparer', 'wrong/cancel'), { batchId, reason: '名单有误' }));
      await village.runtime.settle();
      await village.pay('rural-reward', '2016', () => 'credited');
    },
  },
  'register-approved': {
    title: 'A register is declined, loaded anew, approved by another officer and carried over; one of its people is not registered',
    live: async (village) => {
      const { registers, people } = village.runtime.services;
      const head = { scheme: 'rural-reward', areaCode: demoCounty, title: '2015 年度名册', confirmedBy: ['former'] };
      const [first, second] = village.carriedOver;
      for (const [index, person] of [first, second].entries()) if (person !== undefined) value(await people.register(village.as('desk', `register-${index}`), person.form));
      const row = (personKey: string) => ({ personKey, branch: null, paidThrough: '2015-12', entitledFrom: '2014-01' });
      const wrong = value(await registers.load(village.as('desk', 'wrong'), { ...head, rows: [row(village.keyOf(first))] }));
      must(await registers.decline(village.as('county', 'declined'), { registerId: wrong.registerId, reason: '人数有误' }));
      const { registerId, listHash } = value(await registers.load(village.as('desk', 'right'), { ...head, rows: [row(village.keyOf(first)), row(village.keyOf(second)), row('nobody')] }));
      must(await registers.approve(village.as('county', 'approved'), { registerId, listHash }));
      await village.runtime.settle();
    },
  },
  'exit-taken-back': {
    title: 'A death was recorded wrongly: it is taken back, another officer lets the right go on, and the year is paid',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      const { people, entitlements } = village.runtime.services;
      const personKey = village.keyOf(village.carriedOver[0]);
      must(await people.recordDeath(village.as('desk', 'death'), { personKey, diedOn: '2016-05-20', source }));
      await village.runtime.settle();
      must(await people.retractDeath(village.as('desk', 'retract'), { personKey, reason: '同名误录', source }));
      await village.runtime.settle();
      must(await entitlements.approve(village.as('county', 'goes-on'), { entitlementId: entitlementIdOf('rural-reward', personKey), changeId: 'c1' }));
      await village.pay('rural-reward', '2016', () => 'credited');
    },
  },
  'moves-in-the-county': {
    title: 'A right follows its holder to another village from the month after the move, and back again',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      const person = village.carriedOver[1];
      for (const [toArea, movedOn] of [['990101112007', '2016-02-10'], [person?.form.areaCode ?? '', '2016-04-30']] as const) {
        must(await village.runtime.services.people.move(village.as('desk', movedOn), { personKey: village.keyOf(person), toArea, movedOn, source }));
        await village.runtime.settle();
      }
      await village.pay('rural-reward', '2016', () => 'credited');
    },
  },
  'resumed-by-two': {
    title: 'A suspended right is resumed with back pay after a first proposal was declined; its branch is changed by two as well',
    live: async (village) => {
      await carryOver(village);
      village.clock.advanceTo(instantOf('2016-06-01', 9));
      const { entitlements } = village.runtime.services;
      const entitlementId = entitlementIdOf('special-hardship', village.keyOf(village.carriedOver.find(({ branch }) => branch === 'child-disabled')));
      must(await entitlements.suspend(village.as('desk', 'suspend'), { entitlementId, fromMonth: '2016-03', reason: '待核实' }));
      const resume = { entitlementId, change: { kind: 'resume', fromMonth: '2016-03', backPay: true }, reason: '已核实' } as const;
      const first = value(await entitlements.propose(village.as('desk', 'propose'), resume));
      must(await entitlements.decline(village.as('county', 'decline'), { entitlementId, changeId: first.changeId, reason: '缺材料' }));
      const again = value(await entitlements.propose(village.as('desk', 'propose-again'), resume));
      must(await entitlements.approve(village.as('county', 'approve'), { entitlementId, changeId: again.changeId }));
      const branch = value(await entitlements.propose(village.as('desk', 'branch'), { entitlementId, change: { kind: 'branch', toBranch: 'child-died', fromMonth: '2016-05' }, reason: '子女死亡' }));
      must(await entitlements.approve(village.as('county', 'branch-approved'), { entitlementId, changeId: branch.changeId }));
      must(await entitlements.suspend(village.as('desk', 'suspend-again'), { entitlementId, fromMonth: '2016-06', reason: '待核实' }));
      must(await entitlements.resume(village.as('county', 'resume'), { entitlementId, fromMonth: '2016-07', reason: '已核实' }));
    },
  },
  'granted-and-ended': {
    title: 'A right keeps how its first month came, and by which rule its last month was set when the holder withdrew',
    live: async (village) => {
      const applicationId = await submit(village, 0);
      await untilConfirmed(village, applicationId);
      const entitlementId = applicationId.split('.').slice(0, 2).join('.');
      must(await village.runtime.services.entitlements.exit(village.as('county', 'exit'), { entitlementId, reason: 'withdrawn', happenedOn: village.clock.now().slice(0, 10) }));
      await village.runtime.settle();
    },
  },
  'late-credit-after-closing': {
    title: 'The bank calls a returned line credited after its batch was closed: its months are held again, and two officers settle it',
    live: async (village) => {
      await carryOver(village);
      await lateCreditAfterClosing(village);
    },
  },
  'reversed-and-paid-again': {
    title: 'The bank takes a credit back; two officers find it returned, and the line is issued again and credited once',
    live: async (village) => {
      await carryOver(village);
      await reversedAndPaidAgain(village);
    },
  },
  'voided-file-and-new-account': {
    title: 'Lines to new accounts wait for a second person; a file is voided and written anew before it is sent',
    live: async (village) => {
      await carryOver(village);
      await voidedFileAndNewAccount(village);
    },
  },
  'sent-back-and-cancelled': {
    title: 'A list is sent back, approved and taken back by the approver while the money stays short',
    live: async (village) => {
      await carryOver(village);
      await sentBackAndCancelled(village);
    },
  },
  'right-came-meanwhile': {
    title: 'A register brings the right of somebody whose application is under review: it goes back to the caseworker and is withdrawn, and the year is paid once',
    live: rightCameMeanwhile,
  },
  'confirmed-again': {
    title: 'A register brings the right in the moment in which an application for it is confirmed: the right goes on as the register says',
    live: confirmedAgain,
  },
  'provisional-deadlines': {
    title: 'A review is due and notices hang in a year whose holidays are not known: their days are provisional, and the notices hang longer',
    live: provisionalDeadlines,
  },
  'months-contested': {
    title: 'The bank calls a returned line credited after another batch has claimed its months: they are contested, the other batch is stopped, and two officers settle the line twice',
    live: async (village) => {
      await carryOver(village);
      await monthsContested(village);
    },
  },
};
