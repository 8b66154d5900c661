import { text } from '@zhibu/kernel';

export const texts = {
  again: text('重试', 'Try again'),
  noLine: text('连不上服务：请检查网络后重试，已填写的内容仍在', 'The service cannot be reached: look at the line and try again, what you typed is still there'),
  fault: text('页面出错', 'The page failed'),
  faultNext: text('刷新页面再试；反复出现的，请把下面的文字告诉管理员', 'Reload the page and try again; if it keeps happening, give the administrator the words below'),
  expected: text('应为', 'Expected'),
  found: text('实为', 'Found'),
  readingList: (what: string) => text(`正在读取${what}`, `Reading: ${what}`),
  more: (count: number) => text(`已显示 ${count} 条，继续`, `${count} shown, show more`),
  all: (count: number) => text(`共 ${count} 条，已全部载入`, `All ${count} are here`),
  listed: (label: string, count: number, hasMore: boolean) => text(hasMore ? `${label}：先读出 ${count} 条，后面还有` : `${label}：${count} 条`, hasMore ? `${label}: the first ${count}, more follow` : `${label}: ${count}`),
  notAllPrinted: (count: number) => text(`仅打印已载入的 ${count} 条，后面还有`, `Only the ${count} that were loaded are printed; there are more`),
  choose: text('选择', 'Choose'),
  chooseOne: (what: string) => text(`选择：${what}`, `Choose: ${what}`),
  chooseAll: (count: number) => text(`全选 ${count} 项`, count === 1 ? 'Choose the only one' : `Choose all ${count}`),
  done: text('已办理', 'Done'),
  leave: text('不做', 'Leave it'),
  noWayBack: text('此操作不能撤回', 'This cannot be taken back'),
  quote: (id: string) => text(`求助时请提供编号 ${id}`, `Quote ${id} when asking for help`),
} as const;
