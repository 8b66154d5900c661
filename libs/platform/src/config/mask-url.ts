const secretParameter = /([?&][^=&]*(?:pass|pwd|secret|token)[^=&]*=)[^&]*/gi;

/** A host with or without a port: nothing in it can be a password. */
const plainHost = /^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}][\p{L}\p{N}._-]*)(?::\d{1,5})?$/iu;

/** Whether what follows the scheme names one host or several and, behind a colon, nothing but ports. */
export const namesHosts = (rest: string): boolean => (rest.slice(rest.lastIndexOf('@') + 1).split(/[/?#]/)[0] ?? '').split(',').every((host) => plainHost.test(host));

/**
 * A URL as it may be shown: whoever signs in keeps the name, nobody the password. Cluster addresses list several hosts,
 * which no URL parser takes, and passwords may hold any character: all up to the last `@` counts as credentials.
 */
export const maskUrl = (url: string): string => {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(url) ?? [];
  // Something else altogether, perhaps the password itself.
  if (scheme === undefined) return '***';
  const at = rest.lastIndexOf('@');
  // A password without its host, or one among the parameters whose `@` is taken for the end of the credentials.
  if (at < 0 ? !namesHosts(rest) && rest.includes(':') : new RegExp(secretParameter).test(rest.slice(0, at))) return `${scheme}***`;
  const user = /^([^:@/?#]*):/.exec(rest)?.[1] ?? '';
  const masked = at < 0 ? rest : `${user === '' ? '' : `${user}:`}***${rest.slice(at)}`;
  return `${scheme}${masked.replace(secretParameter, '$1***')}`;
};
