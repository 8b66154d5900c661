import { Text, text } from '@zhibu/kernel';
import { FactSource } from './facts';
import { OwnerKind } from './vocabulary';

/** A document by which facts are told. Its name is the kind of a piece of evidence, its `kind` that of the facts' source. */
export interface PaperSpec {
  readonly name: string;
  readonly kind: FactSource['kind'];
  readonly text: Text;
}

const paper = (name: string, kind: FactSource['kind'], zh: string, en: string): PaperSpec => ({ name, kind, text: text(zh, en) });

export const paperSpecs: readonly PaperSpec[] = [
  paper('id-card', 'id-card', '居民身份证', 'Identity card'),
  paper('household-register', 'household-register', '户口簿', 'Household register'),
  paper('marriage-paper', 'certificate', '结婚证、离婚证或婚姻状况证明', 'Marriage or divorce certificate, or proof of marital status'),
  paper('death-certificate', 'certificate', '死亡证明', 'Death certificate'),
  paper('only-child-certificate', 'certificate', '独生子女父母光荣证', 'Only-child certificate'),
  paper('only-child-proof', 'attestation', '独生子女证明', 'Proof of an only child'),
  paper('birth-rule-attestation', 'attestation', '县级生育政策证明', 'Attestation of the birth-rule window by the county'),
  paper('disability-card', 'certificate', '第二代残疾人证', 'Second-generation disability card'),
  paper('recovery-certificate', 'certificate', '康复鉴定', 'Certificate of recovery'),
  paper('complication-certificate', 'certificate', '手术并发症鉴定书', 'Certificate of a surgery complication'),
  paper('retirement-certificate', 'certificate', '退休证', 'Retirement certificate'),
  paper('employer-statement', 'attestation', '用人单位证明', 'Statement of the employer'),
];

const byName = new Map(paperSpecs.map((spec) => [spec.name, spec]));

export const paperSpec = (name: string): PaperSpec | undefined => byName.get(name);

/** Facts that stand in the household register unless they are listed here. */
const ofFacts: Readonly<Record<string, string>> = {
  'death-date': 'death-certificate',
  'marital-status': 'marriage-paper',
  'birth-rule-attested': 'birth-rule-attestation',
  'only-child-certificate': 'only-child-certificate',
  'certificate-holders': 'only-child-certificate',
  'only-child-proof': 'only-child-proof',
  'bonus-payer': 'employer-statement',
  retired: 'retirement-certificate',
  'monthly-pension': 'retirement-certificate',
  'complication-grade': 'complication-certificate',
  'disability-grade': 'disability-card',
  recovered: 'recovery-certificate',
};

const ofIdCard: readonly string[] = ['birth-date', 'sex'];

/** The document that usually tells a fact; a form offers it, and whoever fills it in may name another. */
export const paperOf = (fact: string, owner: OwnerKind): string => (owner === 'self' && ofIdCard.includes(fact) ? 'id-card' : (ofFacts[fact] ?? 'household-register'));
