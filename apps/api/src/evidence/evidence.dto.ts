import { fileTypes } from '@zhibu/application';
import type { FileType } from '@zhibu/application';
import { Bool, Choice, Int, Str } from '../common/shown';

export class KeptEvidenceView {
  @Str('内容的 SHA-256，填入申请的材料 / SHA-256 of the content, to be named in an application')
  readonly sha256!: string;

  @Choice('按内容判定的类型 / type by the content', fileTypes)
  readonly type!: FileType;

  @Int('字节数 / bytes')
  readonly bytes!: number;
}

export class EvidenceItemView {
  @Str('内容的 SHA-256 / SHA-256 of the content')
  readonly sha256!: string;

  @Str('材料种类，已删除时为 null / kind, null once erased', { nullable: true })
  readonly kind!: string | null;

  @Str('材料名称，已删除时为 null / title, null once erased', { nullable: true })
  readonly title!: string | null;

  @Bool('现行申请中的材料；否则已被补正替换 / named by the latest form; otherwise replaced by a correction')
  readonly current!: boolean;

  @Bool('文件已保存，可以查看 / the file is here and can be looked at')
  readonly kept!: boolean;
}
