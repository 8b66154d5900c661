/**
 * Follow-ups are shared among processes by stream. The number is fixed: places are kept by partition, so another number, or
 * another way to tell a stream's partition, begins at the place of the one that is furthest behind.
 */
export const followUpPartitionCount = 16;

export const followUpGroup = 'follow-ups';

const nameOf = (partition: number): string => `${followUpGroup}/${String(partition).padStart(2, '0')}`;

/** Names of leases and places alike. */
export const followUpPartitions: readonly string[] = Array.from({ length: followUpPartitionCount }, (_, partition) => nameOf(partition));

/** FNV-1a over the code units: quick, the same everywhere, and even for names that differ in a few digits. */
export const followUpPartitionOf = (stream: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < stream.length; index += 1) hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
  return nameOf(((hash >>> 16) ^ (hash & 0xffff)) % followUpPartitionCount);
};
