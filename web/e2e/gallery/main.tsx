// Every component of the design system on two screens, with invented content.
import '@/lib/polyfill.ts';
import '@/styles/tokens.css';
import '@/styles/base.css';
import '@/styles/controls.css';
import '@/styles/parts.css';
import '@/styles/shell.css';
import '@/styles/print.css';
import { loadLanguage, loadTexts } from '@/i18n/index.ts';

void loadLanguage()
  .then(() => loadTexts(['behind']))
  .then(() => import('./app.tsx'))
  .then(({ start }) => start());
