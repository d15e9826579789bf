// Two languages, no library: the type of the Persian texts is the contract, so a
// missing English text is a compile error. One file per area in fa/ and en/; `groups.ts` says which come together.
import type * as access from './fa/access.ts';
import type * as administration from './fa/administration.ts';
import type * as audits from './fa/audits.ts';
import type * as behind from './fa/behind.ts';
import type * as casework from './fa/casework.ts';
import type * as catalog from './fa/catalog.ts';
import type * as center from './fa/center.ts';
import type * as commissions from './fa/commissions.ts';
import type * as councils from './fa/councils.ts';
import type * as figures from './fa/figures.ts';
import { first } from './fa/first.ts';
import type * as funds from './fa/funds.ts';
import type * as national from './fa/national.ts';
import type * as neighborhood from './fa/neighborhood.ts';
import type * as offices from './fa/offices.ts';
import type * as pathway from './fa/pathway.ts';
import type * as phone from './fa/phone.ts';
import type * as places from './fa/places.ts';
import type * as referrals from './fa/referrals.ts';
import type * as residents from './fa/residents.ts';
import type * as resilience from './fa/resilience.ts';
import type * as rollup from './fa/rollup.ts';
import { groups, type Group } from './groups.ts';

export type Texts = typeof first &
  typeof access & typeof administration & typeof audits & typeof behind & typeof casework & typeof catalog & typeof center & typeof commissions & typeof councils & typeof figures & typeof funds & typeof national & typeof neighborhood & typeof offices & typeof pathway & typeof phone & typeof places & typeof referrals & typeof residents & typeof resilience & typeof rollup;
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

/** Must be awaited before a screen that speaks of them is drawn. What everybody of a role needs comes with the session; what else a screen needs, `withTexts` brings. */
export async function loadTexts(names: readonly Group[]): Promise<void> {
  for (const texts of await Promise.all(names.map((name) => groups[name][language]()))) Object.assign(t, texts);
}

/** A part of the app that is loaded together with texts which not everybody who opens it has. */
export const withTexts =
  <M>(names: readonly Group[], load: () => Promise<M>): (() => Promise<M>) =>
  async () => {
    const [part] = await Promise.all([load(), loadTexts(names)]);
    return part;
  };

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
