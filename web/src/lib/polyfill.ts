// React Aria calls AbortSignal.timeout when the on-screen keyboard opens; Chrome before 103 lacks it.
if (!('timeout' in AbortSignal)) {
  Object.defineProperty(AbortSignal, 'timeout', {
    value: (milliseconds: number) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), milliseconds);
      return controller.signal;
    },
  });
}

type TrustedTypes = { createPolicy(name: string, rules: { createHTML(html: string): string | null }): unknown };

// The content security policy asks for Trusted Types. React Aria's announcer sets
// innerHTML to '' and nothing else in the app sets it at all, so only '' passes.
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
trustedTypes?.createPolicy('default', { createHTML: (html) => (html === '' ? html : null) });
