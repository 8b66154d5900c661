const idLengthMax = 300;

/**
 * The id under which BullMQ keeps a job. It refuses ids with a colon and ids that are whole numbers, so those
 * characters are percent-encoded; the rest stays readable.
 */
export const storedJobId = (id: string): string => {
  if (id === '' || id.length > idLengthMax) throw new RangeError(`a job id has 1 to ${idLengthMax} characters, found ${id.length}`);
  const encoded = id.replace(/[%:]/g, (character) => (character === '%' ? '%25' : '%3A'));
  return /^-?\d+$/.test(encoded) ? `%${encoded.charCodeAt(0).toString(16).toUpperCase()}${encoded.slice(1)}` : encoded;
};

export const jobIdOf = (stored: string): string =>
  stored.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
