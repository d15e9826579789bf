import type { ActorRef } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';

/** Who did it, as a person reads it. */
export function actorName(actor: ActorRef): string {
  if (actor.kind === 'system') return t.words.system(actor.name ?? '');
  return actor.name ?? t.words.unknownActor;
}
