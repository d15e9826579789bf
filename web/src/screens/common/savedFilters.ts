// Filters that a person keeps in this browser, under the own account: a name of theirs and codes, nothing of anybody else.
const KEY = 'hamyar-filters';
const MOST = 12;
const NAME_MAX = 40;

export type Saved<F> = { name: string; filters: F };

const keyOf = (user: string, screen: string): string => `${KEY}:${user}:${screen}`;

/** Those kept for a screen, in the order of keeping. */
export function readSaved<F>(user: string, screen: string): Saved<F>[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(user, screen)) ?? '[]');
    return Array.isArray(found) ? (found as Saved<F>[]).filter((one) => typeof one.name === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write<F>(user: string, screen: string, all: Saved<F>[]): Saved<F>[] {
  try {
    localStorage.setItem(keyOf(user, screen), JSON.stringify(all));
  } catch {
    // Where storage is switched off they live as long as the page.
  }
  return all;
}

/** Keeps filters under a name; another of that name gives way, and the oldest where there are too many. */
export function keepFilters<F>(user: string, screen: string, name: string, filters: F): Saved<F>[] {
  const short = name.trim().slice(0, NAME_MAX);
  const others = readSaved<F>(user, screen).filter((one) => one.name !== short);
  return write(user, screen, [...others, { name: short, filters }].slice(-MOST));
}

export const dropFilters = <F>(user: string, screen: string, name: string): Saved<F>[] =>
  write(user, screen, readSaved<F>(user, screen).filter((one) => one.name !== name));
