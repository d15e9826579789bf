import { useEffect, useRef } from 'react';
import { direction } from '@/i18n/index.ts';

/** How far PageUp and PageDown go: a tenth of the history, as on the slider itself. */
export const pageOf = (last: number): number => Math.max(1, Math.round((last - 1) / 10));

/** The event that a key leads to; null for a key that means nothing here. */
export function stepOf(key: string, at: number, last: number, rtl: boolean): number | null {
  const clamp = (to: number) => Math.min(last, Math.max(1, to));
  switch (key) {
    // Reading goes from right to left in Persian: the left arrow is later.
    case 'ArrowLeft':
      return clamp(rtl ? at + 1 : at - 1);
    case 'ArrowRight':
      return clamp(rtl ? at - 1 : at + 1);
    case 'Home':
      return 1;
    case 'End':
      return last;
    case 'PageUp':
      return clamp(at + pageOf(last));
    case 'PageDown':
      return clamp(at - pageOf(last));
    default:
      return null;
  }
}

/** Where a key already has a meaning of its own. */
const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [role="slider"], [role="spinbutton"], [role="radio"], [role="tab"], [role="listbox"], [role="dialog"], [contenteditable]') !== null;

type Keys = { at: number; last: number; onAt: (sequence: number) => void; onPlay: () => void };

/** The whole page steps through the history by keyboard. */
export function useReplayKeys({ at, last, onAt, onPlay }: Keys): void {
  // Two quick keys add up, also before the first has been drawn.
  const asked = useRef(at);
  useEffect(() => {
    asked.current = at;
  }, [at]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
      const onButton = event.target instanceof HTMLElement && event.target.closest('button, a, summary') !== null;
      if (event.key === ' ' && !onButton) {
        event.preventDefault();
        onPlay();
        return;
      }
      const to = stepOf(event.key, asked.current, last, direction === 'rtl');
      if (to === null) return;
      event.preventDefault();
      if (to !== asked.current) {
        asked.current = to;
        onAt(to);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [last, onAt, onPlay]);
}
