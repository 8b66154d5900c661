import { ComponentType, ReactNode, createElement, useEffect, useState } from 'react';

/** Brings a part of the console that lies in files of its own. One function for one part: what it brought is kept under it. */
export type Load<P = object> = () => Promise<{ readonly default: ComponentType<P> }>;

const here = new WeakMap<object, unknown>();

/** Brings the part before it is shown, so that it is shown at once. */
export const bring = async <P,>(load: Load<P>): Promise<void> => {
  here.set(load, (await load()).default);
};

/**
 * Whether the part is here; brings it if it is wanted. Throws what kept it from coming; whoever comes again asks anew.
 * Not by `Suspense`: after anything was waited for, React holds back what comes next for up to 300 ms.
 */
export const useHere = (load: Load<never> | null): boolean => {
  const [, drawAgain] = useState(0);
  const [fault, setFault] = useState<{ readonly why: unknown } | null>(null);
  const isHere = load === null || here.has(load);
  useEffect(() => {
    if (isHere) return undefined;
    let isWanted = true;
    bring(load).then(() => { if (isWanted) drawAgain((times) => times + 1); }, (why: unknown) => { if (isWanted) setFault({ why }); });
    return () => { isWanted = false; };
  }, [load, isHere]);
  if (fault !== null && !isHere) throw fault.why;
  return isHere;
};

interface PartProps<P> {
  readonly load: Load<P>;
  readonly props: P;
  readonly meanwhile: ReactNode;
}

/** The part as soon as it is here. */
export const Part = <P extends object>({ load, props, meanwhile }: PartProps<P>): ReactNode =>
  useHere(load as Load<never>) ? createElement(here.get(load) as ComponentType<P>, props) : meanwhile;
