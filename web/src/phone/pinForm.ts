// The question for the PIN, drawn without a library: on a cheap phone it must be there before the app is.
import { language, t } from '@/i18n/index.ts';
import { toPersianDigits } from '@/lib/digits.ts';
import { part } from '@/lib/part.ts';
import { StaysClosed, pinOf } from '@/offline/vault.ts';

/** Opens the store, or throws `StaysClosed`. */
export type OpenStore = (pin: string) => Promise<void>;

/** The form; `said` puts anything else that goes wrong into words. */
export function pinForm(open: OpenStore, said: (error: unknown) => string = () => t.problems.unexpected): HTMLFormElement {
  const input = part('input', { class: 'input', id: 'pin', name: 'pin', type: 'password', inputmode: 'numeric', autocomplete: 'off', dir: 'ltr', 'aria-describedby': 'pin-error' });
  const error = part('div', { class: 'error-line', id: 'pin-error', role: 'alert' });
  const field = part('div', { class: 'field', 'data-field': 'pin' }, part('label', { class: 'label', for: 'pin' }, t.phone.lock.pin), input, error);
  const button = part('button', { class: 'button primary', type: 'submit' }, t.phone.lock.open);
  const form = part('form', { class: 'form', 'aria-label': t.phone.lock.title, novalidate: '' }, field, part('div', { class: 'form-actions' }, button));

  const say = (text: string): void => {
    error.textContent = text;
    field.toggleAttribute('data-invalid', text !== '');
    input.setAttribute('aria-invalid', String(text !== ''));
  };
  const wait = (waiting: boolean): void => {
    button.replaceChildren(...(waiting ? [part('span', { class: 'spinner', 'aria-hidden': 'true' }), t.phone.lock.opening] : [t.phone.lock.open]));
    button.setAttribute('aria-disabled', String(waiting));
  };

  let busy = false;
  const enter = async (): Promise<void> => {
    const pin = pinOf(input.value);
    if (pin === null) {
      say(t.phone.lock.malformed);
      return input.focus();
    }
    busy = true;
    say('');
    wait(true);
    try {
      await open(pin);
    } catch (problem) {
      busy = false;
      wait(false);
      input.value = '';
      if (!(problem instanceof StaysClosed)) say(said(problem));
      else if (problem.why === 'wrong_pin') say(t.phone.lock.wrong(language === 'fa' ? toPersianDigits(String(problem.left)) : String(problem.left)));
      input.focus();
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!busy) void enter();
  });
  for (const [name, on] of [['focus', true], ['blur', false]] as const) input.addEventListener(name, () => input.toggleAttribute('data-focused', on));
  return form;
}
