import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** A text of an event's content, by its path with `*` for a list, such as `lines.*.personKey`. */
export interface PlantedText {
  readonly path: string;
  readonly text: string;
}

export interface EventSample {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly planted: readonly PlantedText[];
}

/** Aliases of `string` that no free text can stand in; each with a value that is one. */
const aliases: Readonly<Record<string, string>> = {
  LocalDate: '2016-03-01', Month: '2016-03', AreaCode: '990101100001', Scheme: 'rural-reward', Branch: 'child-died', FundingLevel: 'county',
};

/** Deeper than any event goes; rule traces hold themselves. */
const depthMax = 14;

const root = resolve(__dirname, '../..');

/** What is known of a text that is not free: its value, by the type of the event and the name of the field. */
export type KnownTexts = (eventType: string, field: string) => string | undefined;

class Sampler {
  readonly planted: PlantedText[] = [];

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly eventType: string,
    private readonly known: KnownTexts,
  ) {}

  value(type: ts.Type, node: ts.TypeNode | undefined, path: readonly string[]): unknown {
    const parts = type.isUnion() ? type.types.filter((one) => (one.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) === 0) : [type];
    const text = parts.find((one) => (one.flags & ts.TypeFlags.String) !== 0);
    if (text !== undefined) return this.text(node, path);
    const [first] = parts;
    if (first === undefined) return null;
    if (first.isLiteral()) return first.value;
    if ((first.flags & ts.TypeFlags.BooleanLike) !== 0) return true;
    if ((first.flags & ts.TypeFlags.NumberLike) !== 0) return 1;
    if ((first.flags & ts.TypeFlags.TemplateLiteral) !== 0) return 'child:c1';
    // Members of a union of objects differ: each is looked into, and all their texts stand in one sample.
    return parts.reduce<unknown>((merged, one) => merge(merged, this.object(one, node, path)), undefined);
  }

  private object(type: ts.Type, node: ts.TypeNode | undefined, path: readonly string[]): unknown {
    const element = this.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element !== undefined) return path.length > depthMax ? [] : [this.value(element, elementNode(node), [...path, '*'])];
    const record = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (record !== undefined) return { 'residence-kind': this.value(record, undefined, [...path, 'residence-kind']) };
    const content: Record<string, unknown> = {};
    for (const property of this.checker.getPropertiesOfType(type)) {
      if (path.length > depthMax) break;
      const declared = property.declarations?.find(ts.isPropertySignature)?.type;
      content[property.name] = this.value(this.checker.getTypeOfSymbol(property), declared, [...path, property.name]);
    }
    return content;
  }

  private text(node: ts.TypeNode | undefined, path: readonly string[]): string {
    const alias = aliases[aliasOf(node)];
    if (alias !== undefined) return alias;
    const name = path.filter((step) => step !== '*').at(-1) ?? '';
    const known = this.known(this.eventType, name);
    if (known !== undefined) return known;
    const where = path.join('.');
    const text = `植入${this.planted.length}·${this.eventType}·${where}`;
    this.planted.push({ path: where, text });
    return text;
  }
}

const merge = (a: unknown, b: unknown): unknown =>
  a !== null && typeof a === 'object' && !Array.isArray(a) && b !== null && typeof b === 'object' ? { ...a, ...b } : (a ?? b);

const elementNode = (node: ts.TypeNode | undefined): ts.TypeNode | undefined => {
  const bare = bareNode(node);
  return bare !== undefined && ts.isArrayTypeNode(bare) ? bare.elementType : undefined;
};

/** Without what says how a value is kept: parentheses, `readonly`, `Personal<...>` and `| null`. */
const bareNode = (node: ts.TypeNode | undefined): ts.TypeNode | undefined => {
  if (node === undefined) return undefined;
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return bareNode(node.type);
  if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Personal') return bareNode(node.typeArguments?.[0]);
  if (ts.isUnionTypeNode(node)) return bareNode(node.types.find((one) => one.getText() !== 'null' && one.getText() !== 'undefined'));
  return node;
};

const aliasOf = (node: ts.TypeNode | undefined): string => {
  const bare = bareNode(node);
  return bare !== undefined && ts.isTypeReferenceNode(bare) ? bare.typeName.getText() : '';
};

const unionOf = (program: ts.Program, file: string, name: string): readonly ts.Type[] => {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(root, file));
  const exported = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const symbol = exported === undefined ? undefined : checker.getExportsOfModule(exported).find((one) => one.name === name);
  if (symbol === undefined) throw new Error(`expected ${name} in ${file}`);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return type.isUnion() ? type.types : [type];
};

const catalogueFile = 'libs/domain/src/catalogue.ts';
const folders = readdirSync(resolve(root, 'libs/domain/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(resolve(root, 'libs/domain/src', entry.name, 'commands.ts'))).map(({ name }) => name);
const commandFile = (folder: string): string => `libs/domain/src/${folder}/commands.ts`;
const commandUnion = (folder: string): string => `${folder.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Command`;

const programOf = (paths: readonly string[]): ts.Program =>
  ts.createProgram(paths.map((path) => resolve(root, path)), {
    target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, strict: true, noEmit: true, skipLibCheck: true, types: [],
    paths: { '@zhibu/*': [resolve(root, 'libs/*/src/index.ts')] },
  });

const sampleOf = (checker: ts.TypeChecker, one: ts.Type, known: KnownTexts): EventSample => {
  const typeOf = (name: string): ts.Type => {
    const property = one.getProperty(name);
    if (property === undefined) throw new Error(`expected something with ${name}`);
    return checker.getTypeOfSymbol(property);
  };
  const type = String((typeOf('type') as ts.StringLiteralType).value);
  const sampler = new Sampler(checker, type, known);
  const data = sampler.value(typeOf('data'), undefined, []) as Readonly<Record<string, unknown>>;
  return { type, data, planted: sampler.planted };
};

/** One event of each type, made from its TypeScript type: whatever text the type allows is a planted one. */
export const eventSamples = (known: KnownTexts): readonly EventSample[] => {
  const program = programOf([catalogueFile]);
  return unionOf(program, catalogueFile, 'ZhibuEvent').map((event) => sampleOf(program.getTypeChecker(), event, known));
};

/** The same for every command of every folder of the domain. */
export const commandSamples = (known: KnownTexts): readonly EventSample[] => {
  const program = programOf(folders.map(commandFile));
  return folders.flatMap((folder) => unionOf(program, commandFile(folder), commandUnion(folder))).map((command) => sampleOf(program.getTypeChecker(), command, known));
};
