/** Quotes a schema for SQL text. Only plain lower-case names pass, so that nothing can be smuggled in. */
export const quotedSchema = (schema: string): string => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schema)) {
    throw new RangeError(`expected a schema of lower-case letters, digits and _, found "${schema}"`);
  }
  return `"${schema}"`;
};
