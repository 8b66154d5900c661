import { text } from '@zhibu/kernel';

/** Questions that somebody may have in front of a field of a case, and their answers. */
export const hintTexts = {
  outcomeAsked: text('三种结论有什么不同？', 'How do the three differ?'),
  outcome: text('通过：进入公示。退回补正：材料或信息不全，由专干补齐后从头审核，申请不作废。不予通过：不符合条件，本人收到告知书并可申诉。', 'Approve: it goes on public notice. Return: something is missing; the caseworker completes it and it is reviewed anew, the application stays alive. Refuse: the conditions are not met; the applicant is told in writing and can appeal.'),
  reviewersAsked: text('哪些人算评议人员？', 'Who counts as a reviewer?'),
  reviewers: text('到场参加评议的村民代表或村干部，写真实姓名，每人一行；同名的只算一人。他们不需要本系统的账户。', 'Those who sat in the village meeting, by their real names, one a line; the same name counts once. They need no account here.'),
  noteAsked: text('说明给谁看？', 'Who reads the note?'),
  note: text('随本案长期保存，说明理由查看办理过程的人员可以看到；不写他人姓名和与本案无关的情况。', 'It stays with the case, and is read by those who look into its course with a reason. Name nobody else, and nothing that is no part of the case.'),
  opinionAsked: text('签名表示什么？', 'What does a signature say?'),
  opinion: text('您本人入户核实过，对结果同意或不同意。通过须有两名不同的人签“同意”；代他人签名时，两人都算已签。', 'You visited the household yourself and agree or disagree with what was found. An approval needs two different people who agree; who signs for somebody else counts for both.'),
  upheldAsked: text('两种结果之后会怎样？', 'What follows from each?'),
  upheld: text('成立：本案回到本级审核重新决定。不成立：只对本案重新计算公示期，公示其他人不受影响。', 'Upheld: the case goes back to be decided again at this level. Not upheld: its notice starts again from today, for this case only.'),
  goOnAtAsked: text('从哪一环节继续？', 'Where does it go on?'),
  goOnAt: text('本案到过的审核环节之一。先重新自动核查，符合的从该环节继续，以后各环节都要重新办理。', 'At one of the reviews it had reached. It is checked again first; if the answer allows, it goes on there, and every later stage is done anew.'),
  branchAsked: text('类别指什么？', 'What is a branch?'),
  branch: text('同一项目下的不同情形，条件和标准各不相同，例如子女死亡与子女残疾。', 'The situations within one scheme, each with conditions and rates of its own, such as a child who died or a child with a disability.'),
} as const;
