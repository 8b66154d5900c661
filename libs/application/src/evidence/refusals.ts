import { refuse, text } from '@zhibu/kernel';
import { evidenceBytesMax, evidenceFilesMax } from './evidence-service';

const megabyte = 1024 * 1024;

export const tooLarge = (bytes: number) =>
  refuse({
    code: 'evidence.too-large',
    message: text('文件过大', 'The file is too large'),
    expected: text(`最多 ${evidenceBytesMax / megabyte} MB（${evidenceBytesMax} 字节）`, `at most ${evidenceBytesMax / megabyte} MB (${evidenceBytesMax} bytes)`),
    actual: text(`${bytes} 字节`, `${bytes} bytes`),
  });

export const tooMany = (found: number) =>
  refuse({
    code: 'evidence.too-many',
    message: text('此人的材料文件过多', 'Too many files are kept for this person'),
    expected: text(`最多 ${evidenceFilesMax} 份`, `${evidenceFilesMax} at most`),
    actual: text(`已有 ${found} 份`, `${found} already`),
  });

/** As for things outside the reader's scope: nobody can tell them apart. */
export const notFound = () =>
  refuse({
    code: 'evidence.not-found',
    message: text('没有这份材料', 'There is no such evidence'),
    expected: text('存在且在您管辖范围内', 'one that exists, inside your scope'),
    actual: text('没有找到', 'none found'),
  });

export const damaged = (sha256: string) =>
  refuse({
    code: 'evidence.damaged',
    message: text('保存的文件已损坏，请重新上传原件，或从备份恢复', 'The file that was kept is damaged; send the original again, or restore it from a backup'),
    expected: text(`内容的 SHA-256 为 ${sha256}`, `content whose SHA-256 is ${sha256}`),
    actual: text('校验不符', 'it fails its check'),
  });

export const erased = () =>
  refuse({
    code: 'evidence.erased',
    message: text('此人的资料已按规定删除', "This person's data was erased"),
    expected: text('密钥未删除的人员', 'a person whose key was not erased'),
    actual: text('密钥已删除', 'an erased key'),
  });

export const notKept = (sha256: string) =>
  refuse({
    code: 'evidence.not-kept',
    message: text('材料文件尚未上传', 'A file of the evidence was not sent yet'),
    expected: text('先上传文件，再用返回的 SHA-256 提交', 'the file sent first, and the SHA-256 from its answer'),
    actual: text(`没有 ${sha256}`, `nothing under ${sha256}`),
    field: 'evidence',
  });
