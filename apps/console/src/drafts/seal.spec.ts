/** @jest-environment node */
import { canSeal, newSealingKey, openJson, sealJson } from './seal';

const typed = { name: '张秀兰', idNumber: '990000194706150017' };

it('opens only with its own key and at its own place, and shows nothing of what is in it', async () => {
  expect(canSeal()).toBe(true);
  const [mine, theirs] = await Promise.all([newSealingKey(), newSealingKey()]);
  const sealed = await sealJson(mine, 'caseworker-01/d1', typed);
  expect(await openJson(mine, 'caseworker-01/d1', sealed)).toEqual(typed);
  const bytes = Buffer.from(sealed.bytes);
  for (const word of [typed.name, typed.idNumber, 'idNumber']) expect(bytes.includes(word)).toBe(false);
  await expect(openJson(theirs, 'caseworker-01/d1', sealed)).rejects.toThrow();
  await expect(openJson(mine, 'caseworker-01/d2', sealed)).rejects.toThrow();
  await expect(openJson(mine, 'caseworker-02/d1', sealed)).rejects.toThrow();
  await expect(crypto.subtle.exportKey('raw', mine)).rejects.toThrow();
});

it('seals the same content another way each time', async () => {
  const key = await newSealingKey();
  const [one, two] = await Promise.all([sealJson(key, 'p', typed), sealJson(key, 'p', typed)]);
  expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
});
