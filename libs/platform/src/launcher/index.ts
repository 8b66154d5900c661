export type { ChildEvent, ChildSpec } from './child-spec';
export { joinLauncher, type LauncherLink } from './join-launcher';
export * from './run-children';
export * from './signals';
