import type { Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { asName, nearestWithin } from './nearest';
import { ConfigProblem, ConfigSources, RawSettings, inEnvironment, variantOwner } from './read-settings';
import { fileVariantOf, isSettingName, settingNames, settingOf } from './setting-table';

/** A name of the environment that nobody reads, though somebody seems to think so. */
export interface SettingWarning {
  readonly name: string;
  /** The name that may have been meant. */
  readonly near: string | null;
  readonly words: Text;
}

export interface UnknownNames {
  /** What would let the process work on other data than was meant. */
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly SettingWarning[];
}

const prefix = 'ZHIBU_';
/** Read by the compose files and by the tests, and inherited by what runs beside them. */
const companions = /^ZHIBU_(IMAGE|PUBLISH|TEST_\w+)$/;
/** What Kubernetes and Docker tell of a service that is called `zhibu` or `zhibu-api`. */
const serviceLink = /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/;
const isServiceLink = (name: string, value: string): boolean => serviceLink.test(name) || (/_PORT$/.test(name) && /^(tcp|udp|sctp):/.test(value));

const everyName = settingNames.flatMap((name) => [name, ...(fileVariantOf(name) === undefined ? [] : [fileVariantOf(name) as string])]);
const shortChars = 5;
/** `HOME` is not far from `HOST`: of a short name one letter may be wrong. */
const editsMax = ({ length }: string): number => (length <= shortChars ? 1 : 2);
const bare = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
const beginsWith = (name: string, words: string): boolean => name.startsWith(`${words}_`);

/** A name of ours is compared without its prefix, and by whole words as well: ZHIBU_DATA_DIR, ZHIBU_SECRETS, ZHIBU_DATABASE_URL. */
const meantByOurs = (name: string): string | undefined => {
  const rest = bare(asName(name));
  const near = nearestWithin(rest, everyName.map(bare), editsMax);
  return everyName.find((each) => bare(each) === near) ?? everyName.find((each) => beginsWith(rest, bare(each)) || beginsWith(bare(each), rest));
};

const wordsOf = (name: string, near: string | null): Text =>
  near === null
    ? text(`未知的设置 ${name}（环境变量），没有作用`, `unknown setting ${name} (environment): it has no effect`)
    : text(`未知的设置 ${name}（环境变量），没有作用：是否指 ${near}？`, `unknown setting ${name} (environment): it has no effect; did you mean ${near}?`);

/**
 * Looks for mistyped names: everything that begins with ZHIBU_, and what is a letter or two away from a setting. It is refused where the
 * setting that was meant decides which data the process works on and nobody gives it, because the default would be taken in
 * silence; else it is told. A name that is there, though empty, is given.
 */
export const unknownNames = ({ env }: ConfigSources, raw: RawSettings): UnknownNames => {
  const problems: ConfigProblem[] = [];
  const warnings: SettingWarning[] = [];
  for (const [name, value = ''] of Object.entries(env)) {
    if (value === '' || everyName.includes(name)) continue;
    const isOurs = asName(name).startsWith(prefix);
    if (isOurs && (companions.test(name) || isServiceLink(name, value))) continue;
    const near = isOurs ? meantByOurs(name) : nearestWithin(name, everyName, editsMax);
    // Systems that take names in any case show them as they were written.
    if (near === undefined ? !isOurs : env[near] === value) continue;
    const owner = near === undefined || isSettingName(near) ? near : variantOwner(near);
    const isGiven = near !== undefined && owner !== undefined && (env[near] !== undefined || raw[owner] !== undefined);
    const placesData = owner !== undefined && settingOf(owner).placesData === true;
    if (placesData && !isGiven) {
      problems.push({ name, source: inEnvironment, expected: text(`${near}（是否指它？）`, `${near} (did you mean it?)`), found: text('未知的设置', 'an unknown setting') });
    } else if (isOurs || placesData || !isGiven) {
      warnings.push({ name, near: near ?? null, words: wordsOf(name, near ?? null) });
    }
  }
  return { problems, warnings };
};
