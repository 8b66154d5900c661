const secretParameter = /([?&][^=&]*(?:pass|pwd|secret|token)[^=&]*=)[^&]*/gi;

/**
 * A URL as it may be shown: whoever signs in keeps the name, nobody the password. Cluster addresses list several hosts,
 * which no URL parser takes, and passwords may hold any character: all up to the last `@` counts as credentials.
 */
export const maskUrl = (url: string): string => {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(url) ?? [];
  // Something else altogether, perhaps the password itself.
  if (scheme === undefined) return '***';
  const at = rest.lastIndexOf('@');
  const user = /^([^:@/?#]*):/.exec(rest)?.[1] ?? '';
  const masked = at < 0 ? rest : `${user === '' ? '' : `${user}:`}***${rest.slice(at)}`;
  return `${scheme}${masked.replace(secretParameter, '$1***')}`;
};
