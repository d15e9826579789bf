/** Does something once the browser has nothing else to do; returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 500);
    return () => clearTimeout(timer);
  }
  const asked = window.requestIdleCallback(work, { timeout: 3_000 });
  return () => window.cancelIdleCallback(asked);
}
