import type { Plugin } from 'vite';
import { withImports, type Chunk } from './chunks.ts';

/** What the sign-in page draws with. */
const NEEDED = /\/src\/(app|screens\/common\/Login)\.tsx$/;

/** The page names at once what its first screen needs, so that a slow line is not asked three times, each time after the answer before. */
export function firstLoad(): Plugin {
  return {
    name: 'hamyar-first-load',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk }) {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk') as unknown as Chunk[];
        const needed = withImports(chunks, chunks.filter((one) => one.moduleIds.some((id) => NEEDED.test(id))));
        return {
          html,
          tags: [...needed].filter((one) => one.fileName !== chunk?.fileName && !html.includes(one.fileName)).map((one) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${one.fileName}` }, injectTo: 'head' as const })),
        };
      },
    },
  };
}
