import { loadStream } from '@zhibu/application';
import {
  applicationDecider, applicationStream, batchStream, carryOverRegisterDecider, entitlementDecider, entitlementStream, paymentBatchDecider, personDecider, personStream, registerStream,
  returnFileDecider, returnFileStream, userDecider, userStream,
} from '@zhibu/domain';
import type { UserState } from '@zhibu/domain';
import type { Actor, AreaCode, RejectionError } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { notFound } from './rejections';
import type { Resource } from './scope';
import { scopeFor, withinScope } from './scope';

/** A kind of thing that is named by an id: who reads it, and the areas that it lies in. No area: it is not there, or for nobody. */
export interface SubjectKind {
  readonly resource: Resource;
  readonly words: readonly [code: string, zh: string, en: string];
  /** From the thing's own stream: a read model may not show yet what was recorded a moment ago. */
  readonly areas: (runtime: ApiRuntime, id: string) => Promise<readonly AreaCode[]>;
}

const nation = '000000000000';
const streams = ({ eventStore: store, codec }: ApiRuntime) => ({ store, codec });
/** A thing that is not there has no area, nor has one that lies nowhere. */
const oneArea = (area: AreaCode | null): readonly AreaCode[] => (area === null || area === '' ? [] : [area]);

/** Whoever holds no role lies nowhere below the nation. */
const userAreas = ({ status, roles }: UserState): readonly AreaCode[] => (status !== 'none' && roles.length === 0 ? [nation] : roles.map(({ areaCode }) => areaCode));

const batchAreas: SubjectKind['areas'] = async (runtime, id) => oneArea((await loadStream(streams(runtime), paymentBatchDecider, batchStream(id))).state.areaCode);

/** By the name that the id has in addresses, bodies, and the payloads of jobs. */
export const subjectKinds = {
  personKey: { resource: 'people', words: ['person', '个人员', 'person'], areas: async (runtime, id) => oneArea((await loadStream(streams(runtime), personDecider, personStream(id))).state.areaCode) },
  applicationId: { resource: 'cases', words: ['application', '份申请', 'application'], areas: async (runtime, id) => oneArea((await loadStream(streams(runtime), applicationDecider, applicationStream(id))).state.areaCode) },
  entitlementId: { resource: 'entitlements', words: ['entitlement', '项资格', 'entitlement'], areas: async (runtime, id) => oneArea((await loadStream(streams(runtime), entitlementDecider, entitlementStream(id))).state.areaCode) },
  registerId: { resource: 'entitlements', words: ['register', '份登记册', 'register'], areas: async (runtime, id) => oneArea((await loadStream(streams(runtime), carryOverRegisterDecider, registerStream(id))).state.areaCode) },
  batchId: { resource: 'payments', words: ['batch', '个批次', 'batch'], areas: batchAreas },
  returnFileId: { resource: 'payments', words: ['return-file', '份回盘文件', 'return file'], areas: async (runtime, id) => batchAreas(runtime, (await loadStream(streams(runtime), returnFileDecider, returnFileStream(id))).state.batchId) },
  userId: { resource: 'users', words: ['user', '个用户', 'user'], areas: async (runtime, id) => userAreas((await loadStream(streams(runtime), userDecider, userStream(id))).state) },
} as const satisfies Readonly<Record<string, SubjectKind>>;

export type SubjectName = keyof typeof subjectKinds;

export const isSubjectName = (name: string): name is SubjectName => Object.hasOwn(subjectKinds, name);

/** Whether the officer may know of the thing at all. Throws `authority.role`, the same for every id, for whoever sees none of its kind. */
export const sees = async (runtime: ApiRuntime, me: Actor, name: SubjectName, id: string): Promise<boolean> => {
  // Everybody knows of themselves, and whoever acts for somebody of them.
  if (name === 'userId' && (id === me.userId || id === me.onBehalfOf)) return true;
  const { resource, areas } = subjectKinds[name];
  const scope = scopeFor(me, resource);
  return withinScope(scope, await areas(runtime, id));
};

export const unseen = (name: SubjectName): RejectionError => {
  const [code, zh, en] = subjectKinds[name].words;
  return notFound(code, zh, en);
};
