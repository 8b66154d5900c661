import { text } from '@zhibu/kernel';

export const letterTexts = {
  refused: text('不予确认告知书', 'Notice of refusal'),
  returned: text('补正告知书', 'Notice of what is missing'),
  show: text('查看并打印告知书', 'See and print the notice for the applicant'),
  print: text('打印', 'Print'),
  why: text('把理由用申请人看得懂的话告知本人；姓名由经办人填写，本页不显示。', 'Tells the applicant the reasons in plain words. The name is filled in by hand: this page does not show it.'),
  lookFirst: text('在下方查看办理过程后，告知书会列出未达到的条件。', 'After a look into the course of the case below, the notice lists the conditions that were not met.'),
  to: text('申请人：____________________', 'Applicant: ____________________'),
  refusedOn: (scheme: string, applied: string, day: string) => text(`您于 ${applied} 提出的${scheme}申请，经审核，已于 ${day} 决定不予确认。`, `Your application for ${scheme} of ${applied} was examined and refused on ${day}.`),
  refusedByCheck: (scheme: string, applied: string) => text(`您于 ${applied} 提出的${scheme}申请，经核查，决定不予确认。`, `Your application for ${scheme} of ${applied} was checked and refused.`),
  returnedOn: (scheme: string, applied: string) => text(`您于 ${applied} 提出的${scheme}申请须补正，申请日期不变。`, `Your application for ${scheme} of ${applied} has to be completed; the day of application stays.`),
  reasons: text('理由：', 'Reasons:'),
  conditions: text('未达到或未能查明的条件：', 'Conditions that were not met or could not be established:'),
  condition: (what: string, expected: string, found: string) => text(`${what}（应为：${expected}；查得：${found}）`, `${what} (asked for: ${expected}; found: ${found})`),
  appeal: text('如不同意本决定，可向受理本申请的村（社区）、乡镇或县级经办机构申诉，或提交新的证明材料；经查属实的，将重新办理。', 'If you do not agree you may appeal at the village, township or county office that took in the application, or bring new evidence; it is then taken up again.'),
  complete: text('请将所缺材料交给受理本申请的专干。补齐后重新核查，并从村级评议重新办理。', 'Please bring what is missing to the caseworker who took in the application. It is then checked again and reviewed from the village on.'),
  foot: text('经办机构（盖章）：____________________　　日期：____________________', 'Office (seal): ____________________   Date: ____________________'),
} as const;
