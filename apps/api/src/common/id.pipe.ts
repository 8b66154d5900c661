import { Injectable, PipeTransform } from '@nestjs/common';
import { RejectionError, text } from '@zhibu/kernel';
import { notFound } from './rejections';

export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
const looksPersonal = /(?<!\d)(\d{15}|\d{16,19}|\d{17}[Xx])(?!\d)/;

/** A register's id ends in 16 hexadecimal digits, which may all be decimal ones. */
const registerId = /^[a-z][a-z0-9-]{0,59}\.\d{12}\.[0-9a-f]{16}$/;

/** Ids in paths have one form; a number of a person or an account is never taken there. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!idPattern.test(value) || (looksPersonal.test(value) && !registerId.test(value))) throw notFound('request', '个编号', 'id');
    return value;
  }
}

/** Numbers in paths count from 1: lines, files, versions. */
export const numberMax = 999_999_999;

const notANumber = new RejectionError({
  code: 'request.number',
  message: text('地址中的编号不是数字', 'A number in the address is none'),
  expected: text(`1 至 ${numberMax} 的整数`, `a whole number from 1 to ${numberMax}`),
  actual: text('其他内容', 'something else'),
});

@Injectable()
export class NumberPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw notANumber;
    return Number(value);
  }
}
