/** Name that the server gave the file. */
export const nameOf = (disposition: string | null, otherwise: string): string => /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? otherwise;

/** Hands bytes to the browser as a file; the copy in memory is let go at once. */
export const saveAs = (content: Blob, disposition: string | null, otherwise: string): string => {
  const name = nameOf(disposition, otherwise);
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
  return name;
};
