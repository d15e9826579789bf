// Shown where the app itself could not be fetched: nothing of it is there to draw with, its texts included.

import { leaveEarly } from '@/shell/early.ts';

const WORDS = {
  fa: { title: 'همیار بالا نیامد', text: 'بخشی از برنامه نرسید. اتصال را ببینید و دوباره بکوشید؛ آنچه نوشته‌اید بر جاست.', again: 'دوباره' },
  en: { title: 'Hamyar did not start', text: 'A part of the app did not arrive. Look at the connection and try again; what you wrote is kept.', again: 'Try again' },
} as const;

/** A heading, a sentence and a button in place of an empty page. */
export function startFailed(): void {
  const words = WORDS[document.documentElement.lang.startsWith('en') ? 'en' : 'fa'];
  const part = (name: 'h1' | 'p' | 'button', text: string) => Object.assign(document.createElement(name), { textContent: text });
  const main = Object.assign(document.createElement('main'), { className: 'content' });
  const again = part('button', words.again);
  again.className = 'button primary';
  again.addEventListener('click', () => location.reload());
  main.append(part('h1', words.title), part('p', words.text), again);
  leaveEarly();
  document.getElementById('root')?.replaceChildren(main);
}
