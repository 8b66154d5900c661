import { Rejection } from './rejection';

/** A fact about to be stored: its name in the catalogue and its content. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** What somebody asks for. `by` and `at` come with every command, so that `decide` needs no clock. */
export interface DomainCommand<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly by: Actor;
  /** Recorded time of the events that follow, as an ISO instant from the clock port. */
  readonly at: string;
}

/** Who acts. Officers are known by a stable id; a right used for another names that other person too. */
export interface Actor {
  readonly userId: string;
  readonly kind: 'officer' | 'automation';
  readonly roles: readonly RoleGrant[];
  /** Stable id of the officer in whose name this is done. Duties are separated for both. */
  readonly onBehalfOf?: string;
}

export interface RoleGrant {
  readonly role: Role;
  /** 12-digit area code; the grant holds in that area and in every area below it. */
  readonly areaCode: string;
}

export const roles = [
  'caseworker',
  'village-reviewer',
  'township-reviewer',
  'county-reviewer',
  'finance-preparer',
  'finance-approver',
  'inspector',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

export type Decided<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly rejection: Rejection };

/** `decide` and `evolve` are pure and total: same input, same output, and never an exception. */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  decide(state: State, command: Command): Decided<Event>;
  evolve(state: State, event: Event): State;
}

export const decided = <Event>(...events: readonly Event[]): Decided<Event> => ({ ok: true, events });

export const fold = <State, Event>(
  decider: { readonly initialState: State; evolve(state: State, event: Event): State },
  events: Iterable<Event>,
  from: State = decider.initialState,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};

/** Every id under which somebody acted: the officer and, when delegated, the one behind them. */
export const actingIds = (actor: Actor): readonly string[] =>
  actor.onBehalfOf === undefined ? [actor.userId] : [actor.userId, actor.onBehalfOf];
