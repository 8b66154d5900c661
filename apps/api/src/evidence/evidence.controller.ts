import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { evidenceBytesMax, fileTypes } from '@zhibu/application';
import type { FileType } from '@zhibu/application';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList, Problems } from '../common/answers';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { evidenceTypes } from '../common/middleware';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { uploaded } from '../common/upload';
import { ShownQuery } from '../people/people.dto';
import { recordListing } from '../people/record-listing';
import { RUNTIME } from '../tokens';
import { EvidenceItemView, KeptEvidenceView } from './evidence.dto';
import { Sha256Pipe } from './sha256.pipe';

const endings: Readonly<Record<FileType, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };
const binary = { schema: { type: 'string' as const, format: 'binary' } };
/** A document that holds scripts runs none of them, wherever somebody opens it. */
const policyOfFiles = "default-src 'none'; sandbox; frame-ancestors 'none'";

const description = [
  `The body is the file itself, at most ${evidenceBytesMax} bytes: JPEG, PNG, WebP or PDF. What it is, is found in its content; a name or a stated type is not believed.`,
  'The same content sent again gives the same answer and is kept once, so no Idempotency-Key is needed. An application names the file by the SHA-256 of the answer.',
].join(' ');

/** Photographs and documents about people, kept by their content. */
@ApiTags('evidence')
@Controller()
export class EvidenceController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Post('people/:personKey/evidence')
  @ApiConsumes(...evidenceTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(KeptEvidenceView, { summary: '上传申请材料：照片或文件，按内容只存一份 / send a photograph or document; kept once by its content', description }, { status: 201, problems: [404, 410, 413, 415, 422] })
  async keep(@Me() me: Actor, @Param('personKey', IdPipe) personKey: string, @Req() request: Request): Promise<KeptEvidenceView> {
    const parts: Uint8Array[] = [];
    for await (const part of uploaded(request, evidenceBytesMax)) parts.push(part);
    return show(KeptEvidenceView, unwrap(await this.runtime.services.evidence.keep(me, { personKey, content: Buffer.concat(parts) })));
  }

  @Get('people/:personKey/evidence/:sha256')
  @HttpCode(200)
  @ApiOperation({ summary: '查看一份材料原件，先记录后显示 / look at a file; the look is recorded first' })
  @ApiExtraModels(KeptEvidenceView)
  @ApiResponse({ status: 200, description: 'the file', content: Object.fromEntries(fileTypes.map((type) => [type, binary])) })
  @Problems(400, 401, 403, 404, 410, 429, 500, 503)
  async look(
    @Me() me: Actor, @Look() look: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Param('sha256', Sha256Pipe) sha256: string, @Query() { purpose }: ShownQuery, @Res() response: Response,
  ): Promise<void> {
    found(await this.runtime.queries.people.find({ personKey, scope: scopeFor(me, 'people') }), 'person', '个人员', 'person');
    await recordListing(this.runtime, look, me, { what: 'evidence', personKeys: [personKey], purpose });
    const { type, content } = unwrap(await this.runtime.services.evidence.open({ personKey, sha256 }));
    response.status(200).set({
      'Content-Type': type,
      'Content-Length': String(content.length),
      // The name tells nothing of the person; a title might.
      'Content-Disposition': `attachment; filename="evidence-${sha256.slice(0, 12)}.${endings[type]}"`,
      'Content-Security-Policy': policyOfFiles,
    });
    response.end(content);
  }

  @Get('applications/:applicationId/evidence')
  @AnswersList(EvidenceItemView, { summary: '申请的材料清单，查看会被记录 / what an application names as evidence; the look is recorded' }, { problems: [404] })
  async ofApplication(@Me() me: Actor, @Look() look: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Query() { purpose }: ShownQuery): Promise<EvidenceItemView[]> {
    const { personKey } = found(await this.runtime.queries.cases.find({ applicationId, scope: scopeFor(me, 'cases') }), 'application', '份申请', 'application');
    await recordListing(this.runtime, look, me, { what: 'evidence', personKeys: [personKey], purpose });
    return unwrap(await this.runtime.services.evidence.ofApplication(applicationId)).map((item) => show(EvidenceItemView, item));
  }
}
