// The door of a phone: asks for the PIN while the app is still being loaded behind it.
import { direction, language, loadTexts, t } from '@/i18n/index.ts';
import { markPart, part } from '@/lib/part.ts';
import { StaysClosed, unlock } from '@/offline/vault.ts';
import { pinForm } from './pinForm.ts';
import { look, lookAgain } from './standing.ts';

/** These are for whoever comes without a PIN. */
const OPEN_TO_ALL = /^\/(login|invitation|wiped)(\/|$)/;
const LOCK = '/lock';

/** A lost phone that comes by a network learns that it is to be wiped before anybody knows its PIN. */
async function askServer(): Promise<void> {
  if (!navigator.onLine) return;
  const response = await fetch('/api/v1/meta', { credentials: 'same-origin' });
  if (response.ok) return;
  const { code } = (await response.json()) as { code?: string };
  if (code === 'device_wiped') await (await import('./phone.ts')).revoked();
}

/** Where the app goes when the door is open: the page that was asked for, or the one that `/lock` was to lead to. */
function wanted(): string {
  if (location.pathname !== LOCK) return location.pathname + location.search + location.hash;
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  // Only places of this app.
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

/**
 * Resolves when the app may be drawn: at once where nothing is locked or where the app itself has more to say (a store that is shut, a phone that is to be
 * wiped), otherwise when the PIN was right. `behind` loads the app and is called once the question is on the screen.
 */
export async function door(behind: () => void): Promise<void> {
  const search = new URLSearchParams(location.search);
  if (OPEN_TO_ALL.test(location.pathname) || (location.pathname === LOCK && (search.has('revoked') || search.has('forgot')))) return;
  // Where the store cannot be read the app says so.
  const [standing] = await Promise.all([look().catch(lookAgain), loadTexts(['phone'])]);
  if (!standing?.vault || standing.shut || standing.key) return;
  const { database, vault } = standing;
  await new Promise<void>((pass) => {
    const leaveTo = (address: string): void => {
      history.replaceState(null, '', address);
      pass();
    };
    const toLock = (more: Record<string, string>): void => leaveTo(`${LOCK}?${new URLSearchParams({ next: wanted(), ...more }).toString()}`);
    const form = pinForm(async (pin) => {
      try {
        standing.key = await unlock(database, pin, Date.now());
      } catch (error) {
        // The app tells what is left then.
        if (error instanceof StaysClosed && error.why !== 'wrong_pin') {
          lookAgain();
          toLock({});
        }
        throw error;
      }
      leaveTo(wanted());
    });
    const forgot = part('button', { class: 'button quiet', type: 'button' }, t.phone.lock.forgotAct);
    forgot.addEventListener('click', () => toLock({ forgot: '1' }));
    const head = part('div', { class: 'door-head' }, markPart(), part('h1', {}, t.phone.lock.title), part('p', { class: 'soft' }, t.phone.lock.owner(vault.username)));
    const card = part('section', { class: 'card' }, part('div', { class: 'stack' }, form, forgot));
    document.title = `${t.phone.lock.title} · ${t.shell.app}`;
    document.getElementById('root')?.replaceChildren(part('main', { class: 'door', id: 'main', lang: language, dir: direction }, head, card));
    // After the question is painted, not before it.
    requestAnimationFrame(() => setTimeout(() => {
      behind();
      void askServer().catch(() => undefined);
    }));
  });
}
