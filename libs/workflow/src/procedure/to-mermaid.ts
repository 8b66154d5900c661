import { Language, Role, text } from '@zhibu/kernel';
import { Procedure, Stage } from '@zhibu/domain';

const words = {
  apply: text('申请', 'Application'),
  check: text('自动核查', 'Automatic check'),
  returned: text('退回补正', 'Returned for correction'),
  refused: text('不予确认', 'Refused'),
  confirmed: text('确认', 'Confirmed'),
  eligible: text('符合', 'yes'),
  notEligible: text('不符合', 'no'),
  unknown: text('不能确定', 'not known'),
  approved: text('通过', 'approved'),
  refuse: text('不通过', 'refused'),
  giveBack: text('退回', 'returned'),
  upheld: text('异议成立', 'objection upheld'),
  over: text('公示期满', 'time is over'),
  appeal: text('申诉重启', 're-opened'),
};

const roleNames: Readonly<Partial<Record<Role, string>>> = { 'village-reviewer': '村级评议员', 'township-reviewer': '乡镇审核员', 'county-reviewer': '县级审核员' };

// Mermaid reads quotes and brackets as its own; entities are shown as the character.
const safe = (label: string): string => label.replace(/[&"<>[\]{}|#;]/g, (character) => `#${character.codePointAt(0)};`);

const detail = (stage: Stage, lang: Language): string => {
  const zh = lang === 'zh';
  const parts = [stage.roles.map((role) => (zh ? (roleNames[role] ?? role) : role)).join(' / ')];
  if (stage.kind === 'notice') parts.push(zh ? `${stage.days} ${stage.dayKind === 'working' ? '个工作日' : '天'}` : `${stage.days} ${stage.dayKind} days`);
  else {
    if (stage.namedReviewersMin > 0) parts.push(zh ? `评议不少于 ${stage.namedReviewersMin} 人` : `${stage.namedReviewersMin} named reviewers or more`);
    if (stage.signaturesMin > 0) parts.push(zh ? `${stage.signaturesMin} 人签名` : `${stage.signaturesMin} signatures`);
    if (stage.deadlineWorkingDays !== null) parts.push(zh ? `${stage.deadlineWorkingDays} 个工作日内` : `within ${stage.deadlineWorkingDays} working days`);
  }
  return parts.join(zh ? '，' : ', ');
};

/** The definition as a Mermaid flowchart, in one of the two languages. The same definition gives the same text. */
export const toMermaid = (procedure: Procedure, lang: Language): string => {
  const say = (key: keyof typeof words): string => words[key][lang];
  const node = (index: number): string => `s${index}`;
  const lines = [`flowchart TD`, `  %% ${procedure.id} v${procedure.version}`, `  apply(["${say('apply')}"]) --> check{{"${say('check')}"}}`];
  lines.push(`  check -->|${say('eligible')}| ${node(0)}`);
  lines.push(`  check -->|${say('notEligible')}| ${procedure.onIneligible === 'refuse' ? 'refused' : 'returned'}`);
  lines.push(`  check -->|${say('unknown')}| ${procedure.onUnknown === 'return' ? 'returned' : node(0)}`);
  procedure.stages.forEach((stage, index) => {
    const label = `"${safe(stage.title[lang])}<br/>${safe(detail(stage, lang))}"`;
    const next = index + 1 < procedure.stages.length ? node(index + 1) : 'confirmed';
    if (stage.kind === 'notice') {
      lines.push(`  ${node(index)}[/${label}/]`, `  ${node(index)} -->|${say('over')}| ${next}`);
      const review = procedure.stages.slice(0, index).findLastIndex((other) => other.kind === 'review');
      if (review >= 0) lines.push(`  ${node(index)} -->|${say('upheld')}| ${node(review)}`);
      return;
    }
    const back = procedure.stages.findIndex((other) => other.id === stage.returnTo);
    lines.push(`  ${node(index)}[${label}]`, `  ${node(index)} -->|${say('approved')}| ${next}`);
    lines.push(`  ${node(index)} -->|${say('refuse')}| refused`, `  ${node(index)} -->|${say('giveBack')}| ${back < 0 ? 'returned' : node(back)}`);
  });
  lines.push(`  returned["${say('returned')}"] --> check`, `  refused(["${say('refused')}"]) -.->|${say('appeal')}| check`, `  confirmed(["${say('confirmed')}"])`);
  return `${lines.join('\n')}\n`;
};
