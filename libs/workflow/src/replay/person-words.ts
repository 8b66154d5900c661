import { Text, text } from '@zhibu/kernel';
import { Listing, LookPurpose, SealedSource, ZhibuEvent } from '@zhibu/domain';
import { erased, factLine, or } from './in-words';
import { Words } from './words';

const looks = { details: text('资料', 'details'), history: text('经历', 'history'), number: text('证件号码', 'ID number'), account: text('账号', 'account') };
const listings: Readonly<Record<Listing, Text>> = {
  list: text('在人员列表中', 'in the list of people'),
  search: text('按姓名或号码末位查找时', 'in a search by name or end of the number'),
  find: text('按身份证号查找时', 'by the ID number'),
  summary: text('在概要中', 'in the summary'),
  accounts: text('在账户列表中', 'in the list of accounts'),
  payments: text('在发放记录中', 'in the list of payments'),
  evidence: text('在申请材料中', 'in the evidence of an application'),
};
const purposes: Readonly<Record<LookPurpose, Text>> = {
  'case-work': text('经办', 'case work'),
  review: text('审核', 'review'),
  payment: text('发放', 'payment'),
  inspection: text('监督检查', 'inspection'),
  inquiry: text('答复询问', 'an inquiry'),
};
const relations = { spouse: text('配偶', 'husband or wife'), child: text('子女', 'child'), parent: text('父母', 'parent') };

const sourceWords = (source: SealedSource | null): Text => {
  const reference = or(source?.reference);
  return text(`来源：${reference.zh}`, `Source: ${reference.en}`);
};

/** Registration, facts, accounts, family, and every look at the person. */
export const personWords = (event: ZhibuEvent): Words | null => {
  switch (event.type) {
    case 'PersonRegistered': {
      const { name, areaCode, registeredOn, source } = event.data;
      return { what: text(`登记${or(name).zh}，居住地 ${areaCode}`, `Registered ${or(name).en}, living in ${areaCode}`), why: [sourceWords(source)], from: registeredOn };
    }
    case 'PersonDetailsCorrected':
      return { what: text('更正个人资料', 'Corrected the details'), why: [or(event.data.reason)] };
    case 'PersonMoved': {
      const { fromArea, toArea, movedOn, source } = event.data;
      return { what: text(`由 ${fromArea} 迁往 ${toArea}`, `Moved from ${fromArea} to ${toArea}`), why: [sourceWords(source)], from: movedOn };
    }
    case 'PersonDied': {
      const { diedOn, source } = event.data;
      const day = or(diedOn);
      return { what: text(`登记死亡，日期 ${day.zh}`, `Recorded the death on ${day.en}`), why: [sourceWords(source)], ...(diedOn === null ? {} : { from: diedOn }) };
    }
    case 'PersonDeathRetracted': {
      const { diedOn, reason, source, retractedOn } = event.data;
      const day = or(diedOn);
      return { what: text(`撤销死亡登记，原登记日期 ${day.zh}`, `Took back the death recorded on ${day.en}`), why: [or(reason), sourceWords(source)], from: retractedOn };
    }
    case 'FactsRecorded': {
      const { facts } = event.data;
      if (facts === null) return { what: text(`记录事实${erased.zh}`, `Recorded facts ${erased.en}`) };
      const [first] = facts;
      const why = facts.map(({ fact }) => factLine(fact));
      const what = facts.length === 1 ? text('记录一项事实', 'Recorded a fact') : text(`记录 ${facts.length} 项事实`, `Recorded ${facts.length} facts`);
      return { what, why, ...(facts.length === 1 && first !== undefined ? { from: first.fact.validFrom, to: first.fact.validTo } : {}) };
    }
    case 'FactRetracted': {
      const [factId, reason] = [or(event.data.factId), or(event.data.reason)];
      return { what: text(`撤回事实 ${factId.zh}`, `Took back the fact ${factId.en}`), why: [reason] };
    }
    case 'AccountRecorded': {
      const { accountNumber, bank, validFrom } = event.data;
      const at = or(bank);
      const end = accountNumber === null ? erased : text(`尾号 ${accountNumber.slice(-4)}`, `ending in ${accountNumber.slice(-4)}`);
      return { what: text(`登记账户：${at.zh} ${end.zh}`, `Recorded the account: ${at.en}, ${end.en}`), from: validFrom };
    }
    case 'FamilyLinked': {
      const { relation, validFrom, validTo } = event.data;
      return { what: text(`登记${relations[relation].zh}关系`, `Recorded the ${relations[relation].en}`), from: validFrom, to: validTo };
    }
    case 'PersonViewed': {
      const { viewedBy, what, reason } = event.data;
      return { what: text(`${viewedBy} 查阅${looks[what].zh}`, `${viewedBy} looked at the ${looks[what].en}`), why: [text(reason, reason)] };
    }
    case 'PeopleListed': {
      const { listedBy, what, personKeys, purpose, reason } = event.data;
      const [who, how, why] = [listedBy[0] ?? '', listings[what], purposes[purpose]];
      const others = personKeys.length === 1 ? text('', '') : text(`，同时显示 ${personKeys.length} 人`, `, with ${personKeys.length} people shown at once`);
      return { what: text(`${who} ${how.zh}看到此人${others.zh}`, `${who} saw the person ${how.en}${others.en}`), why: [text(`事由：${why.zh}`, `Purpose: ${why.en}`), ...(reason === null ? [] : [text(reason, reason)])] };
    }
    default:
      return null;
  }
};
