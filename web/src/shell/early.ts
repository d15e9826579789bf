// The sign-in, drawn before the app is there: on a cheap phone and a slow line somebody types their name while the rest comes.
import { direction, language, t } from '@/i18n/index.ts';
import { askAhead } from '@/lib/ahead.ts';
import { markPart, part } from '@/lib/part.ts';

type Names = 'username' | 'password';
/** What was typed, where the cursor stood, and whether it was sent. */
export type Typed = Record<Names, string> & { focused: Names | null; sent: boolean };

/** Where nothing but the sign-in can come for whoever is not signed in. */
const SIGN_IN = /^\/(login\/?)?$/;

let inputs: Record<Names, HTMLInputElement> | null = null;
let sent = false;
/** The app has drawn something of its own. */
let over = false;

function draw(): void {
  const field = (name: Names, label: string, type: string, autocomplete: string): [HTMLElement, HTMLInputElement] => {
    const input = part('input', { class: 'input', id: `early-${name}`, name, type, autocomplete, dir: 'ltr' });
    for (const [event, on] of [['focus', true], ['blur', false]] as const) input.addEventListener(event, () => input.toggleAttribute('data-focused', on));
    return [part('div', { class: 'field', 'data-field': name }, part('label', { class: 'label', for: input.id }, label), input), input];
  };
  const [nameField, username] = field('username', t.shell.username, 'text', 'username');
  const [wordField, password] = field('password', t.shell.password, 'password', 'current-password');
  inputs = { username, password };
  const button = part('button', { class: 'button primary', type: 'submit' }, t.shell.signIn);
  const form = part('form', { class: 'form', 'aria-label': t.shell.signInTitle, novalidate: '' }, nameField, wordField, part('div', { class: 'form-actions' }, button));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const missing = [username, password].find((input) => input.value.trim() === '');
    if (missing) return missing.focus();
    // The app sends it as soon as it is there.
    sent = true;
    button.replaceChildren(part('span', { class: 'spinner', 'aria-hidden': 'true' }), t.shell.signingIn);
    button.setAttribute('aria-disabled', 'true');
  });
  const head = part('div', { class: 'door-head' }, markPart(), part('h1', {}, t.shell.signInTitle), part('p', { class: 'soft' }, t.shell.tagline));
  const page = part('main', { class: 'door', id: 'early', lang: language, dir: direction }, head, part('section', { class: 'card' }, form));
  document.title = `${t.shell.signInTitle} · ${t.shell.app}`;
  const root = document.getElementById('root');
  root?.before(page);
  root?.toggleAttribute('hidden', true);
}

/** Asks who sits here, and draws the sign-in where nobody does and the app has not come yet. True where nobody is signed in. */
export async function showEarly(): Promise<boolean> {
  const session = askAhead('/api/v1/session');
  void askAhead('/api/v1/meta');
  const status = await session.then((response) => response.status, () => 0);
  // A provider outside brings its person back with words of its own.
  if (status === 401 && !over && SIGN_IN.test(location.pathname) && !location.search.includes('outside=')) draw();
  return status === 401;
}

/** The app draws from here on. */
export function leaveEarly(): void {
  over = true;
  inputs = null;
  document.getElementById('early')?.remove();
  document.getElementById('root')?.removeAttribute('hidden');
}

/** What the early sign-in was told, and its end; null where it was not there. */
export function takeTyped(): Typed | null {
  const from = inputs;
  const typed = from && { username: from.username.value, password: from.password.value, focused: (['username', 'password'] as const).find((name) => from[name] === document.activeElement) ?? null, sent };
  leaveEarly();
  return typed;
}
