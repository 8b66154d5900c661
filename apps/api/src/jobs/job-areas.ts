import type { Job } from '@zhibu/application';
import type { AreaCode } from '@zhibu/kernel';
import type { AreaScope } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import { withinScope } from '../common/scope';
import { isSubjectName, subjectKinds } from '../common/subjects';

/** Of an id such as `rural-reward.990101000000.2016`, which a fund has. */
const areaInId = (id: string): readonly AreaCode[] => [/^[^.]+\.(\d{12})\./.exec(id)?.[1] ?? []].flat();

/** Where the thing lies that a job is about; nowhere when that is not known. */
const areasOfJob = async (runtime: ApiRuntime, { payload }: Job): Promise<readonly AreaCode[]> => {
  for (const [name, id] of Object.entries(payload)) {
    if (name === 'fundId') return areaInId(String(id));
    if (isSubjectName(name)) return subjectKinds[name].areas(runtime, String(id));
  }
  return [];
};

/** Whoever is there for the whole nation sees every job, also one about nothing that is known. */
export const isJobWithin = async (runtime: ApiRuntime, scope: AreaScope, job: Job): Promise<boolean> => scope.prefixes.includes('') || withinScope(scope, await areasOfJob(runtime, job));
