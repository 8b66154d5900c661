import type { Names, TimelineEntry } from '@zhibu/workflow';
import { ApiClient } from '../../api/client';
import { ProcedureShown } from '../../shared/use-procedures';
import { codesOf, Codes } from './codes';
import { Replay, createReplay } from './fold';

export interface Life {
  readonly replay: Replay;
  readonly codes: Codes;
  /** The timeline in which batches are called as people call them. */
  readonly entries: readonly TimelineEntry[];
}

/** Every version of a definition that the cases of these events follow. */
const refsIn = (events: readonly { readonly type: string; readonly data: unknown }[]): readonly { readonly id: string; readonly version: number }[] => {
  const refs = events.flatMap(({ type, data }) => (type === 'ApplicationSubmitted' ? [(data as { readonly procedure: { readonly id: string; readonly version: number } }).procedure] : []));
  return [...new Map(refs.map((ref) => [`${ref.id}/${ref.version}`, ref])).values()];
};

const nowhere = { file: '', line: 0 };

/** The look is recorded by the server before anything is read, so that this is asked once for each reason and never by itself again. */
export const readHistory = async (api: ApiClient, personKey: string, reason: string): Promise<Life> => {
  const [history, policies] = await Promise.all([api.POST('/api/v1/replay/events', { body: { subject: { personKey }, reason } }), api.GET('/api/v1/policies')]);
  const { events = [], areas = [] } = history.data ?? {};
  const procedures = await Promise.all(refsIn(events).map(async ({ id, version }) =>
    (await api.GET('/api/v1/procedures/{id}/versions/{version}', { params: { path: { id, version } } })).data as ProcedureShown | undefined));
  const areaNames = new Map(areas.map(({ code, name }) => [code, name]));
  const names: Names = {
    schemes: (policies.data?.schemes ?? []).map((scheme) => ({ ...scheme, at: nowhere })),
    // The description leaves stages and reasons open; the server sends them as the definition has them.
    procedure: ({ id, version }) => procedures.find((one) => one?.id === id && one.version === version) as ReturnType<Names['procedure']>,
    area: (code) => areaNames.get(code) ?? { zh: code, en: code },
  };
  const [replay, codes] = [createReplay({ personKey, events }, names), codesOf(names.schemes, procedures, areaNames)];
  return { replay, codes, entries: replay.timeline.map((entry) => ({ ...entry, what: codes.told(entry.what), why: entry.why.map(codes.told) })) };
};
