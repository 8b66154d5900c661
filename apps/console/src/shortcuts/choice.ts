/** Nothing personal: whether single keys do something on this device. Whoever speaks to their computer turns them off. */
export const kept = 'zhibu.shortcuts';

export const isOn = (): boolean => localStorage.getItem(kept) !== 'off';

export const turn = (on: boolean): void => (on ? localStorage.removeItem(kept) : localStorage.setItem(kept, 'off'));
