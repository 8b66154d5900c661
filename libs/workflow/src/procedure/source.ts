import { Text, text } from '@zhibu/kernel';
import { PolicyFile, PolicyProblem } from '@zhibu/policy';
import Ajv, { ErrorObject } from 'ajv/dist/2020';
import { Document, LineCounter, isNode, parseDocument, visit } from 'yaml';
import { RawProcedure, procedureSchema } from './schema';

type ValuePath = readonly (string | number)[];

/** One procedure file that knows the line of each of its values, and collects what is wrong with it. */
export interface ProcedureSource {
  readonly path: string;
  readonly raw: RawProcedure;
  problem(path: ValuePath, code: string, reason: Text): PolicyProblem;
}

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, discriminator: true });
const validate = ajv.compile<RawProcedure>(procedureSchema);

/** A procedure file is read by people too; more than this is not one. */
export const fileCharactersMax = 200_000;

const offsetOf = (document: Document.Parsed, path: ValuePath): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
};

/** Aliases can blow a small file up into a huge one; nobody needs them here. */
const firstAlias = (document: Document.Parsed): number | null => {
  let found: number | null = null;
  visit(document, {
    Alias: (_key, node) => {
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
};

const pathOf = (error: ErrorObject): ValuePath => {
  const path = error.instancePath.split('/').slice(1).map((step) => (/^\d+$/.test(step) ? Number(step) : step.replace(/~1/g, '/').replace(/~0/g, '~')));
  const extra = (error.params as { readonly additionalProperty?: unknown }).additionalProperty;
  return typeof extra === 'string' ? [...path, extra] : path;
};

const shapeProblem = (error: ErrorObject): { readonly code: string; readonly reason: Text } => {
  const where = error.instancePath === '' ? '/' : error.instancePath;
  const params = JSON.stringify(error.params);
  const code = error.keyword === 'required' ? 'procedure.missing' : error.keyword === 'additionalProperties' ? 'procedure.unknown-key' : 'procedure.wrong-value';
  return { code, reason: text(`${where}：内容不符合格式要求（${error.message ?? error.keyword}）${params}`, `${where}: ${error.message ?? error.keyword} ${params}`) };
};

/** Parses and checks the shape of one file; the problems name file, line and reason. */
export const readProcedure = (file: PolicyFile): { readonly source: ProcedureSource | null; readonly problems: readonly PolicyProblem[] } => {
  const at = (line: number, code: string, reason: Text): PolicyProblem => ({ file: file.path, line, code, reason });
  if (file.text.length > fileCharactersMax) {
    return { source: null, problems: [at(1, 'procedure.too-large', text(`文件超过 ${fileCharactersMax} 个字符`, `The file has more than ${fileCharactersMax} characters`))] };
  }
  const lines = new LineCounter();
  const document = parseDocument(file.text.replace(/^\uFEFF/, ''), { lineCounter: lines, uniqueKeys: true });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0) {
    const sentence = (message: string): string => message.split('\n')[0] ?? '';
    return { source: null, problems: document.errors.map((error) => at(lineAt(error.pos[0]), 'procedure.not-yaml', text(`不是正确的 YAML：${sentence(error.message)}`, `This is not YAML: ${sentence(error.message)}`))) };
  }
  const problem = (path: ValuePath, code: string, reason: Text): PolicyProblem => at(lineAt(offsetOf(document, path)), code, reason);
  const alias = firstAlias(document);
  if (alias !== null) return { source: null, problems: [at(lineAt(alias), 'procedure.alias', text('不允许使用 YAML 引用', 'YAML aliases are not allowed'))] };
  const raw: unknown = document.toJS();
  if (!validate(raw)) {
    return { source: null, problems: (validate.errors ?? []).map((error) => ({ path: pathOf(error), ...shapeProblem(error) })).map(({ path, code, reason }) => problem(path, code, reason)) };
  }
  return { source: { path: file.path, raw, problem }, problems: [] };
};
