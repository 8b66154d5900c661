import { ExecutionContext, createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Rejection, RejectionError, text } from '@zhibu/kernel';
import type { SignedInRequest } from '../auth/session.guard';

const header = 'X-Zhibu-Source-Name';
const charactersMax = 200;

const malformed = (actual: Rejection['actual']): RejectionError =>
  new RejectionError({
    code: 'request.source-name',
    message: text('没有说明文件或名册的名称', 'The name of the file or register is missing'),
    expected: text(`${header} 请求头：1 至 ${charactersMax} 个字符，按 URL 的方式编码（UTF-8）`, `the header ${header}: 1 to ${charactersMax} characters, percent-encoded UTF-8`),
    actual,
    field: header,
  });

const decoded = (given: string): string => {
  try {
    return decodeURIComponent(given).trim();
  } catch {
    throw malformed(text('编码不正确', 'another encoding'));
  }
};

/** Names of files are typed by people and name people: they stand in no address. */
export const SourceName = createParamDecorator((_: unknown, host: ExecutionContext): string => {
  const given = host.switchToHttp().getRequest<SignedInRequest>().header(header);
  if (given === undefined) throw malformed(text('没有', 'none'));
  const name = decoded(given);
  if (name === '') throw malformed(text('空白', 'an empty one'));
  if (name.length > charactersMax) throw malformed(text(`${name.length} 个字符`, `${name.length} characters`));
  if (/\p{Cc}|\p{Cs}/u.test(name)) throw malformed(text('含控制字符', 'one with control characters'));
  return name;
});

/** Says in the description of a route that it takes one. */
export const WithSourceName = (): MethodDecorator =>
  ApiHeader({ name: header, required: true, description: '文件或名册名称，记为事实来源，按 URL 的方式编码 / name of the file or register, kept as the source, percent-encoded', schema: { type: 'string', minLength: 1, example: encodeURIComponent('2016年名册.xlsx') } });
