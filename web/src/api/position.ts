// Read your own write: the newest log position this page has seen. It is sent with
// the GETs that follow, which then wait (at most a second) until the read models have it.

/** After this long every projection has caught up, or waiting would not help. */
const REMEMBER_MILLISECONDS = 30_000;

let newest = 0;
let seenAt = 0;

/** Remember a position from a command's answer or a live message. */
export function notePosition(position: number): void {
  if (position <= newest) return;
  newest = position;
  seenAt = Date.now();
}

/** The position to ask for, or null when nothing happened lately. */
export function positionToWaitFor(now: number = Date.now()): number | null {
  return newest > 0 && now - seenAt < REMEMBER_MILLISECONDS ? newest : null;
}

export function forgetPosition(): void {
  newest = 0;
}
