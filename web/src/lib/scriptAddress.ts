// The addresses that may become scripts of ours beside the page's own: the service worker, and the worker that stretches a PIN.
const OURS = /^\/(sw\.js|assets\/stretch\.worker-[\w-]+\.js)$/;

type Policy = { createScriptURL(address: string): string };
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): Policy };
  }
}

let policy: Policy | null = null;

/** The address, for a browser that asks who vouches for it. */
export function scriptAddress(address: string): string {
  policy ??= window.trustedTypes?.createPolicy('app-sw', {
    createScriptURL: (wanted) => {
      if (!OURS.test(wanted)) throw new TypeError('not our script');
      return wanted;
    },
  }) ?? { createScriptURL: (wanted) => wanted };
  return policy.createScriptURL(address);
}
