/** Hands a file to whoever sits in front of the screen; the copy in memory is let go at once. */
export const saveFile = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address));
};
