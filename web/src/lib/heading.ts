// After a change of screen the keyboard goes on at the new screen's heading, which comes later than the change itself.
let moved = false;

/** A new screen is on its way. */
export function expectHeading(): void {
  moved = true;
}

/** The heading of a screen that has come; it is focused where the person has not gone on meanwhile. */
export function offerHeading(heading: HTMLElement | null): void {
  // After the effects of the frame, which comes to know of the change after the screen in it.
  queueMicrotask(() => {
    const here = document.activeElement;
    if (!moved || !heading?.isConnected || (here !== null && here !== document.body && here.id !== 'main')) return;
    moved = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });
}
