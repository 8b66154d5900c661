import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { errnoOf } from '../platform-failure';
import { nearestOf } from './nearest';
import { SettingName, fileVariantOf, isSettingName, settingNames, settingOf } from './setting-table';

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths and the default folders start from: the checkout. */
  readonly root: string;
}

export interface ConfigProblem {
  /** Name of the setting. */
  readonly name: string;
  /** Where it was read: `environment`, `<file>:<line>` or the file of a secret. */
  readonly source: string;
  readonly expected: Text;
  /** Holds no secret. */
  readonly found: Text;
}

export type ValueSource = 'default' | 'environment' | 'file' | 'secret-file';

export interface RawSetting {
  readonly value: string;
  readonly source: Exclude<ValueSource, 'default'>;
  /** `environment`, `<file>:<line>`, or the path of the secret's file. */
  readonly where: string;
}

export type RawSettings = Partial<Record<SettingName, RawSetting>>;

const fileBytesMax = 64 * 1024;
export const inEnvironment = 'environment';
const fileName = 'zhibu.yaml';
const asIs = (words: string): Text => text(words, words);
const shownChars = 80;

/** The file that ZHIBU_CONFIG names; else the one in the data folder, else the one beside the program. */
export const settingsFile = ({ env, root }: ConfigSources): { readonly path: string; readonly named: boolean } => {
  const named = env['ZHIBU_CONFIG'];
  if (named !== undefined && named !== '') return { path: resolve(root, named), named: true };
  const inData = join(resolve(root, env['ZHIBU_DATA'] || '.zhibu'), fileName);
  return { path: existsSync(inData) ? inData : join(root, fileName), named: false };
};

const readText = (path: string): string | Text => {
  try {
    const { size } = statSync(path);
    if (size > fileBytesMax) return text(`${size} 字节`, `${size} bytes`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown';
    return code === 'ENOENT' ? text('没有这个文件', 'no such file') : text(`无法读取（${code}）`, `a file that cannot be read (${code})`);
  }
};

const readableFile = text(`可读取的文件，不超过 ${fileBytesMax} 字节`, `a file that can be read, of ${fileBytesMax} bytes at most`);

/** Collects what one place says: every name once, as itself or by the name of a file. */
class Collected {
  readonly raw: RawSettings = {};

  constructor(private readonly root: string, private readonly problems: ConfigProblem[]) {}

  take(name: SettingName, value: string, source: 'environment' | 'file', where: string): void {
    this.keep(name, { value, source, where });
  }

  /** The line break that editors and `echo` leave at the end does not belong to the secret. */
  takeFile(name: SettingName, path: string, where: string): void {
    const from = resolve(this.root, path);
    const content = readText(from);
    const variant = fileVariantOf(name) ?? name;
    if (typeof content !== 'string') this.problems.push({ name: variant, source: where, expected: readableFile, found: text(`${from}：${content.zh}`, `${from}: ${content.en}`) });
    else if (content.trim() === '') this.problems.push({ name: variant, source: where, expected: text('非空的文件', 'a file that is not empty'), found: text(`${from}：空`, `${from}: empty`) });
    else this.keep(name, { value: content.trim(), source: 'secret-file', where: from });
  }

  private keep(name: SettingName, setting: RawSetting): void {
    if (this.raw[name] === undefined) this.raw[name] = setting;
    else this.problems.push({ name, source: setting.where, expected: text(`${name} 与 ${fileVariantOf(name)} 二者其一`, `one of ${name} and ${fileVariantOf(name)}`), found: text('两者都有', 'both') });
  }
}

/** The setting whose file a name names. */
export const variantOwner = (name: string): SettingName | undefined => settingNames.find((each) => fileVariantOf(each) === name);

const fromEnvironment = ({ env, root }: ConfigSources, problems: ConfigProblem[]): RawSettings => {
  const collected = new Collected(root, problems);
  for (const name of settingNames) {
    const [value, variant] = [env[name], fileVariantOf(name)];
    if (value !== undefined && value !== '') collected.take(name, value, 'environment', inEnvironment);
    const path = variant === undefined ? undefined : env[variant];
    if (path !== undefined && path !== '') collected.takeFile(name, path, inEnvironment);
  }
  return collected.raw;
};

const knownNames: readonly string[] = settingNames.filter((name) => settingOf(name).environmentOnly !== true).flatMap((name) => {
  const variant = fileVariantOf(name);
  return variant === undefined ? [name] : [name, variant];
});

const unknownName = (name: string, source: string): ConfigProblem => {
  const near = nearestOf(name, knownNames);
  const all = text(`已知的名称：${knownNames.join('、')}`, `a known name: ${knownNames.join(', ')}`);
  const expected = near === undefined ? all : text(`可能是 ${near}`, `perhaps ${near}`);
  const environmentOnly = isSettingName(name) && settingOf(name).environmentOnly === true;
  return { name, source, expected: environmentOnly ? text('写在环境变量中', 'this one in the environment') : expected, found: environmentOnly ? text('写在文件中', 'it in the file') : text('未知的名称', 'an unknown name') };
};

/** A word, a number, or a list of words; a map or nothing at all is no value of a setting. */
const valueOf = (node: unknown): string | undefined => {
  if (isSeq(node)) {
    const words = node.items.map(valueOf);
    return words.every((word) => word !== undefined) ? words.join(',') : undefined;
  }
  return isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean') ? String(node.source ?? node.value) : undefined;
};

/** The file uses the names of the environment. Everything that is wrong in it is told with its line. */
const fromFile = (sources: ConfigSources, problems: ConfigProblem[]): RawSettings => {
  const { path, named } = settingsFile(sources);
  if (!named && !existsSync(path)) return {};
  const content = readText(path);
  if (typeof content !== 'string') {
    problems.push({ name: named ? 'ZHIBU_CONFIG' : fileName, source: named ? inEnvironment : path, expected: readableFile, found: text(`${path}：${content.zh}`, `${path}: ${content.en}`) });
    return {};
  }
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const at = (offset: number | undefined): string => `${path}:${lines.linePos(offset ?? 0).line}`;
  for (const { pos, code } of document.errors) problems.push({ name: fileName, source: at(pos[0]), expected: asIs('YAML'), found: asIs(code) });
  if (document.errors.length > 0 || document.contents === null) return {};
  if (!isMap(document.contents)) {
    problems.push({ name: fileName, source: `${path}:1`, expected: text('“名称: 值”的各行', 'lines of `name: value`'), found: text('其他内容', 'something else') });
    return {};
  }
  const collected = new Collected(sources.root, problems);
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value).slice(0, shownChars) : '?';
    const where = at(isScalar(key) ? key.range?.[0] : undefined);
    const [owner, raw] = [variantOwner(name), valueOf(value)];
    if (!knownNames.includes(name)) problems.push(unknownName(name, where));
    else if (raw === undefined || raw === '') problems.push({ name, source: where, expected: text('一个值', 'a value'), found: text('没有值，或嵌套的内容', 'none, or something nested') });
    else if (owner !== undefined) collected.takeFile(owner, raw, where);
    else if (isSettingName(name)) collected.take(name, raw, 'file', where);
  }
  return collected.raw;
};

/** What the file and the environment say, the environment first; what is wrong with them goes to `problems`. */
export const readSettings = (sources: ConfigSources, problems: ConfigProblem[]): RawSettings => ({ ...fromFile(sources, problems), ...fromEnvironment(sources, problems) });
