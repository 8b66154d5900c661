import { Injectable, PipeTransform } from '@nestjs/common';
import { notFound } from '../common/rejections';

export const sha256Pattern = /^[0-9a-f]{64}$/;

/** Among 64 hexadecimal digits a run of decimal ones may look like somebody's number: the pipe of ids would refuse it. */
@Injectable()
export class Sha256Pipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!sha256Pattern.test(value)) throw notFound('request', '个编号', 'id');
    return value;
  }
}
