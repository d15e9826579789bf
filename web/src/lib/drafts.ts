// Where unfinished forms are kept: in this tab, under the person's own id, never in an address or a log.

const PREFIX = 'hamyar-draft:';

/** The storage key of a person's form. */
export const draftKey = (userId: string, name: string): string => `${PREFIX}${userId}:${name}`;

/** Forgets kept forms: all of them, or all but those of one person. */
export function forgetDrafts(exceptUserId?: string): void {
  const own = exceptUserId === undefined ? null : draftKey(exceptUserId, '');
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && (own === null || !key.startsWith(own))) sessionStorage.removeItem(key);
  } catch {
    // Nothing is kept where storage is switched off.
  }
}
