import { Injectable, PipeTransform } from '@nestjs/common';
import { notFound } from './rejections';

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
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
