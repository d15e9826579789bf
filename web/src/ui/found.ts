import type { Option } from './Choices.tsx';
import { foldPersian } from './Select.tsx';

/** What is asked of the server for the text in the box: the name of what was chosen is no search. */
export const wordsOf = (typed: string, chosen: Option | null): string => (chosen && typed === chosen.label ? '' : typed.trim());

/** Of an earlier answer, what fits the words typed now. */
export function fitting(found: readonly Option[], words: string): Option[] {
  const wanted = foldPersian(words);
  return found.filter((one) => foldPersian(one.label).includes(wanted));
}

/** What the list offers: what was found, and what is chosen even where this page of the list does not hold it; last where others are searched for. */
export function offered(found: readonly Option[], chosen: Option | null, words = ''): Option[] {
  if (!chosen || found.some((one) => one.value === chosen.value)) return [...found];
  return words ? [...found, chosen] : [chosen, ...found];
}
