import { useSyncExternalStore } from 'react';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

type ToastItem = { id: number; text: string; tone: 'good' | 'bad' };

const SHOWN_MILLISECONDS = 6_000;

let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(to: readonly ToastItem[]): void {
  items = to;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => change(items.filter((item) => item.id !== id));

/** A word after something went well (or not): `toast(t.common.saved)`. Failures of a form belong in the form. */
export function toast(text: string, tone: 'good' | 'bad' = 'good'): void {
  const id = nextId;
  nextId += 1;
  change([...items, { id, text, tone }].slice(-3));
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Drawn once, by the app. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => items);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((item) => (
        <div key={item.id} className={cx('toast fade-in', item.tone)}>
          <Icon name={item.tone === 'good' ? 'check' : 'alert'} />
          <span>{item.text}</span>
          <IconButton icon="close" label={t.common.close} onPress={() => dismiss(item.id)} />
        </div>
      ))}
    </div>
  );
}
