import { useEffect, useState } from 'react';
import './plain.css';

const quietMs = 300;

/** Says what is waited for, once it takes so long that somebody notices. The place is there before the words, so that they are heard. */
export const Busy = ({ waitsFor }: { readonly waitsFor: string }) => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return <div role="status" className="busy">{shown ? <><span className="busy-ring" aria-hidden="true" /> <span>{waitsFor}</span></> : null}</div>;
};
