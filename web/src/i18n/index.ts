// Two languages, no library: the type of the Persian texts is the contract, so a
// missing English text is a compile error. One file per area in fa/ and en/.
import { first } from './fa/first.ts';
import type { rest } from './fa/rest.ts';

export type Rest = typeof rest;
export type Texts = typeof first & Rest;
export type Language = 'fa' | 'en';

const STORED_AS = 'hamyar-language';

function storedLanguage(): Language {
  try {
    return localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'fa';
  } catch {
    return 'fa';
  }
}

/** Fixed for the life of the page: switching the language loads the page again. */
export const language: Language = storedLanguage();
export const direction: 'rtl' | 'ltr' = language === 'fa' ? 'rtl' : 'ltr';
/** For React Aria: our digits, the Jalali calendar, day before month. */
export const locale = language === 'fa' ? 'fa-IR-u-ca-persian' : 'en-GB-u-ca-persian';

/** The texts of the chosen language. What the screens behind the sign-in say comes with `loadTexts`, so that the door opens sooner. */
export const t = { ...first } as Texts;

/** Must be awaited before anything is drawn; `main.tsx` does it. */
export async function loadLanguage(): Promise<void> {
  if (language === 'en') Object.assign(t, (await import('./en/first.ts')).first);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}

/** Must be awaited before any screen behind the sign-in is drawn; its route does it. */
export async function loadTexts(): Promise<void> {
  Object.assign(t, language === 'en' ? (await import('./en/rest.ts')).rest : (await import('./fa/rest.ts')).rest);
}

export function switchLanguage(to: Language): void {
  if (to === language) return;
  try {
    localStorage.setItem(STORED_AS, to);
  } catch {
    // Storage may be switched off; the page then stays in Persian.
  }
  location.reload();
}

/** Picks by language, for values that carry both (an indicator's titles, a message of the server). */
export function inLanguage(persian: string, english: string | null | undefined): string {
  return language === 'en' && english ? english : persian;
}
