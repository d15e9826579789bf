// Whether a reading is known as well as its indicator asks for.
import type { HowKnown } from './types.ts';

/** From hearsay to paper; each is better than those before it. */
const WAYS: readonly HowKnown[] = ['told', 'seen', 'document'];

/** What is still wanted of a reading; null when it is known well enough. */
export function wantedProof(asked: HowKnown | null | undefined, known: HowKnown | null | undefined): HowKnown | null {
  if (!asked || !known) return null;
  return WAYS.indexOf(known) < WAYS.indexOf(asked) ? asked : null;
}
