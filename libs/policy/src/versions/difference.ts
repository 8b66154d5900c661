import { Statement } from './statements';

/** What became of one statement between two versions. Where only the document differs, what it says is the same on both sides. */
export type PolicyChange =
  | { readonly kind: 'added'; readonly after: Statement }
  | { readonly kind: 'removed'; readonly before: Statement }
  | { readonly kind: 'changed' | 'cited-anew'; readonly before: Statement; readonly after: Statement };

const kindOf = (before: Statement, after: Statement): 'changed' | 'cited-anew' | 'same' => {
  if (before.says.zh !== after.says.zh || before.what.zh !== after.what.zh || before.areaCode !== after.areaCode) return 'changed';
  return before.source === after.source ? 'same' : 'cited-anew';
};

/**
 * Compares by what a statement is about and not by its place: a row that moved in its file changed nothing, and a rate that was
 * raised is one change and not a line less and a line more.
 */
export const differenceOf = (before: readonly Statement[], after: readonly Statement[]): readonly PolicyChange[] => {
  const [was, is] = [new Map(before.map((each) => [each.key, each])), new Map(after.map((each) => [each.key, each]))];
  const there = after.flatMap((each): readonly PolicyChange[] => {
    const other = was.get(each.key);
    if (other === undefined) return [{ kind: 'added', after: each }];
    const kind = kindOf(other, each);
    return kind === 'same' ? [] : [{ kind, before: other, after: each }];
  });
  return [...there, ...before.filter(({ key }) => !is.has(key)).map((each): PolicyChange => ({ kind: 'removed', before: each }))];
};
