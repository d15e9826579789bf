// A field that cannot tell the form what was meant holds the form back, and says so among the form's errors.
import { createContext, useContext, useEffect } from 'react';

type Refuse = (name: string, why: string | null) => void;

/** Outside a form nothing is held back; the field alone says what is wrong. */
export const RefusedContext = createContext<Refuse | null>(null);

/** Holds the form back while `why` is not null. */
export function useRefused(name: string, why: string | null): void {
  const refuse = useContext(RefusedContext);
  useEffect(() => {
    if (!refuse || why === null) return;
    refuse(name, why);
    return () => refuse(name, null);
  }, [refuse, name, why]);
}
