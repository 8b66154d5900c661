import { Text, text } from '@zhibu/kernel';

/** Kinds of documents. Keys are kept with the piece; those of facts have the same names as the sources of facts. */
export const evidenceKinds = {
  'id-card': text('身份证', 'Identity card'),
  'household-register': text('户口簿', 'Household register'),
  certificate: text('证件或证书', 'Certificate'),
  attestation: text('证明', 'Attestation'),
  declaration: text('本人声明或承诺', 'Declaration'),
  'application-form': text('申请表', 'Application form'),
  account: text('一卡通存折或银行卡', 'Passbook or bank card'),
  'home-visit': text('入户核实记录', 'Record of a home visit'),
  other: text('其他材料', 'Other'),
} as const satisfies Readonly<Record<string, Text>>;

export type EvidenceKind = keyof typeof evidenceKinds;
