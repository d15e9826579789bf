import { useEffect, useState } from 'react';

/** A value once it has stood still for a moment: what somebody types is asked for when they pause, not letter by letter. */
export function useSettled<V>(value: V, milliseconds = 250): V {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
