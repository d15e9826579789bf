import type { SyntheticEvent } from 'react';

/** What a browser recorded second by second does not say how long it is: the end is looked for once, then it stands at its beginning again. */
function findLength({ currentTarget: sound }: SyntheticEvent<HTMLAudioElement>): void {
  if (Number.isFinite(sound.duration)) return;
  sound.addEventListener('durationchange', () => {
    sound.currentTime = 0;
  }, { once: true });
  sound.currentTime = Number.MAX_SAFE_INTEGER;
}

/** A sound to be listened to. A voice note of a family has no captions to offer; its title says what it is. */
export function Sound({ src, label }: { src: string; label: string }) {
  return <audio className="attachment-view" src={src} controls aria-label={label} onLoadedMetadata={findLength}><track kind="captions" /></audio>;
}
