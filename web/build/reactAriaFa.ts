import path from 'node:path';
import type { Plugin } from 'vite';

const DICTIONARY = path.resolve(import.meta.dirname, '../src/i18n/reactAriaFa.ts');
const LOCALE_FILE = /(?:react-aria|react-aria-components|react-stately)\/dist\/private\/intl\/(?:\w+\/)?([a-z]{2}-[A-Z]{2})\.m?js$/;
const STRINGS_FILE = /react-aria(?:-components)?\/dist\/private\/(?:\w+\/)?intlStrings\.m?js$/;

/**
 * React Aria speaks 34 languages and Persian is not one of them. This drops all
 * but English and adds our own Persian sentences. The paths are internal to the
 * library, so its version is pinned and the browser tests look for a Persian label.
 */
export function reactAriaFa(): Plugin {
  return {
    name: 'react-aria-fa',
    enforce: 'pre',
    load(id) {
      const locale = LOCALE_FILE.exec(id)?.[1];
      return locale && locale !== 'en-US' ? 'export default undefined' : undefined;
    },
    transform(code, id) {
      if (!STRINGS_FILE.test(id)) return undefined;
      const group = /\.\/intl\/(?:(\w+)\/)?en-US\.m?js/.exec(code)?.[1] ?? 'components';
      const patched = code.replace(
        /export \{(\S+) as default\}/,
        `import {reactAriaFa as __fa} from ${JSON.stringify(DICTIONARY)};$1["fa-IR"]=__fa[${JSON.stringify(group)}];\nexport {$1 as default}`,
      );
      return { code: patched, map: null };
    },
  };
}
