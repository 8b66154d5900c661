/** @jest-environment node */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '..');

/** What a reader sees or hears of an element: these may hold no words of one language only. */
const spoken = new Set(['title', 'label', 'placeholder', 'alt', 'description', 'aria-label', 'aria-description', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'okText', 'cancelText', 'help', 'extra', 'tooltip', 'emptyText', 'message', 'content', 'verb', 'nothing', 'waitsFor', 'tip', 'addonAfter', 'addonBefore', 'prefix', 'suffix', 'header', 'subTitle', 'children']);

const han = /\p{Script=Han}/u;
/** Two letters in a row: `¥`, `—` and `1/2` are no words. A name of ours, such as `notHere`, is a key and no word. */
const english = /[A-Za-z]{2}/;

const textOf = (node: ts.Node): string | null =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? node.text : null;

/** The attribute or field of an object that a literal is the value of, also through `a ? 'x' : 'y'` and `a ?? 'x'`. */
const holderOf = (node: ts.Node): string | null => {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return holderOf(parent);
  if (ts.isTemplateExpression(parent) || ts.isTemplateSpan(parent) || ts.isJsxExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isBinaryExpression(parent) && parent.right === node) return holderOf(parent);
  if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  return ts.isJsxElement(parent) || ts.isJsxFragment(parent) ? 'children' : null;
};

/** `<Nothing title="notHere">` names an entry of a catalogue; `title="Not here"` is a text. */
const isKey = (words: string): boolean => /^[a-z][A-Za-z0-9]*$/.test(words);

/** `text(zh, en)` holds both languages wherever it stands; a small part may keep its few beside it. */
const isTranslated = (node: ts.Node): boolean => ts.isCallExpression(node) && node.expression.getText() === 'text' && node.arguments.length === 2;

/** Words that stand in a page instead of its catalogue, one line for each. */
export const wordsIn = (name: string, source: string): readonly string[] => {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, name.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const tell = (node: ts.Node, words: string): void => void found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${words.trim()}`);
  const visit = (node: ts.Node): void => {
    if (isTranslated(node)) return;
    if (ts.isJsxText(node) && (han.test(node.text) || english.test(node.text))) tell(node, node.text);
    const words = textOf(node);
    if (words !== null && han.test(words)) tell(node, words);
    else if (words !== null && name.endsWith('.tsx') && english.test(words)) {
      const holder = holderOf(node);
      if (holder !== null && spoken.has(holder) && !isKey(words)) tell(node, words);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** `menu.ts` is the catalogue of the menu; the others are called `texts.ts`, or say in their name that they are words. */
const isCatalogue = (name: string): boolean => /(^|\/)(texts|menu|[a-z-]+-(texts|words))\.ts$/.test(name) || name.endsWith('/words.ts');
const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !/\.spec\.tsx?$|^generated\//.test(name) && !isCatalogue(name);

it('every word that people read stands in both languages', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter(isSource);
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((name) => wordsIn(name, readFileSync(join(root, name), 'utf8')))).toEqual([]);
});

it.each([
  ['<p>Nothing to do</p>'], ['<p>没有</p>'], ['<Button aria-label="Close it" />'], ['<Table columns={[{ title: "Due on" }]} />'], ['<Empty description={few ? "Nothing here" : said.many} />'],
  ['<p>{`${count} people`}</p>'], ['const x = "待办";'], ['<Input placeholder={said.x ?? "Last digits"} />'],
])('finds words outside a catalogue: %s', (source) => {
  expect(wordsIn(relative('.', 'page.tsx'), source)).toHaveLength(1);
});

it.each([
  ['<p>—</p>'], ['<p>{said.nothing}</p>'], ['<Nothing title="notHere" />'], ['<Alert type="error" className="wide frame" />'], ['<p>{count} / {all}</p>'], ['const key = "zhibu language";'], ['const said = text("待办", "What is to do");'],
])('leaves what is no word in peace: %s', (source) => {
  expect(wordsIn('page.tsx', source)).toEqual([]);
});
