import '@/lib/polyfill.ts';
import '@/styles/tokens.css';
import '@/styles/base.css';
import '@/styles/controls.css';
import '@/styles/parts.css';
import '@/styles/shell.css';
import '@/styles/print.css';
import { loadLanguage, loadTexts } from '@/i18n/index.ts';
import { startFailed } from '@/lib/startFailed.ts';
import { hasPhone } from '@/phone/hint.ts';
import { showEarly } from '@/shell/early.ts';

const app = () => import('./app.tsx');

/** Where this browser keeps families, the PIN is asked for first, and the app comes meanwhile. */
async function passDoor(): Promise<void> {
  // The sign-in by itself first; then the app, and the part of it that takes the sign-in over.
  if (!hasPhone()) return void showEarly().then((nobody) => (nobody ? import('@/screens/common/Login.tsx') : null)).catch(() => undefined);
  const [{ door }] = await Promise.all([import('@/phone/door.ts'), loadTexts(['phone'])]);
  await door(() => void app().then(({ loadAhead }) => loadAhead()).catch(() => undefined));
}

// The app is loaded after the texts, so that `t` is right wherever it is read.
void loadLanguage()
  .then(passDoor)
  .then(app)
  .then(({ start }) => start())
  .catch((error: unknown) => {
    startFailed();
    throw error;
  });
