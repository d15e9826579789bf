import '@/lib/polyfill.ts';
import '@/styles/tokens.css';
import '@/styles/base.css';
import '@/styles/controls.css';
import '@/styles/parts.css';
import '@/styles/shell.css';
import '@/styles/print.css';
import { loadLanguage } from '@/i18n/index.ts';
import { startFailed } from '@/lib/startFailed.ts';

// The app is loaded after the texts, so that `t` is right wherever it is read.
void loadLanguage()
  .then(() => import('./app.tsx'))
  .then(({ start }) => start())
  .catch((error: unknown) => {
    startFailed();
    throw error;
  });
