import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { unwrap } from '@zhibu/kernel';
import type { AreaCode } from '@zhibu/kernel';
import { differenceOf, statementsOf } from '@zhibu/policy';
import type { PolicyVersion } from '@zhibu/policy';
import type { ApiRuntime } from '../api-runtime';
import { Answers } from '../common/answers';
import { IdPipe } from '../common/id.pipe';
import { found } from '../common/rejections';
import { RUNTIME } from '../tokens';
import { PolicyVersionItem, PolicyVersionView, PolicyVersionsView, VersionsQuery } from './policy-versions.view';

const nation = '000000000000';

/** What a scheme said at each time, for everybody who is signed in: rules are public. */
@ApiTags('policies')
@Controller('policies/schemes/:scheme/versions')
export class PolicyVersionsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @Answers(PolicyVersionsView, { summary: '一个项目在某地区的历次版本 / every version of a scheme in an area' }, { problems: [404, 422] })
  all(@Param('scheme', IdPipe) scheme: string, @Query() { areaCode = nation }: VersionsQuery): PolicyVersionsView {
    const { policies } = this.runtime;
    const { title } = this.schemeOf(scheme);
    const versions = unwrap(policies.versions(scheme, areaCode));
    return { scheme, title, area: this.areaOf(areaCode), areas: policies.areasSpeakingOf(scheme).map((code) => this.areaOf(code)), versions: versions.map((version, index) => this.itemOf(version, versions[index - 1])) };
  }

  @Get(':from')
  @ApiParam({ name: 'from', schema: { type: 'string', format: 'date' } })
  @Answers(PolicyVersionView, { summary: '一个版本的全部内容 / one version with all that it says' }, { problems: [404, 422] })
  one(@Param('scheme', IdPipe) scheme: string, @Param('from', IdPipe) from: string, @Query() { areaCode = nation }: VersionsQuery): PolicyVersionView {
    this.schemeOf(scheme);
    const versions = unwrap(this.runtime.policies.versions(scheme, areaCode));
    const index = versions.findIndex((version) => version.from === from);
    const version = found(versions[index] ?? null, 'policy-version', '个版本', 'version');
    return { ...this.itemOf(version, versions[index - 1]), content: version };
  }

  private schemeOf(scheme: string) {
    return found(this.runtime.policies.schemes.find(({ id }) => id === scheme) ?? null, 'scheme', '个项目', 'scheme');
  }

  private areaOf(code: AreaCode) {
    return { code, name: this.runtime.policies.areas.name(code) };
  }

  private itemOf(version: PolicyVersion, before: PolicyVersion | undefined): PolicyVersionItem {
    const changes = differenceOf(before === undefined ? [] : statementsOf(before), statementsOf(version));
    const sources = [...new Set(changes.flatMap((change) => (change.kind === 'removed' ? [] : [change.after.source])))];
    const procedure = this.runtime.procedures.inForce(version.scheme, version.areaCode, version.from);
    const { from, to } = version;
    return { from, to, sources, changes: changes.length, procedure: procedure.ok ? nameOf(procedure.value) : null };
  }
}

const nameOf = ({ id, version, title, schemes }: PolicyVersionItem['procedure'] & object) => ({ id, version, title, schemes });
