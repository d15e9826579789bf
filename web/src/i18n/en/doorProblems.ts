import type { Texts } from '../index.ts';

export const doorProblems: Texts['problems'] = {
  byCode: {
    outside_not_set: () => 'Signing in through an organization is not set up here.',
    outside_invalid: () => 'This sign-in was not begun in this browser, was used before, or took too long; begin again.',
    outside_unknown: () => 'This identity is linked to no account. Sign in with your password and link it on your account’s page.',
    outside_taken: () => 'This identity is linked to another account.',
    outside_refused: () => 'Your organization did not accept this sign-in.',
    outside_away: () => 'Your organization’s sign-in does not answer; use your password, or try again a little later.',
    account_disabled: () => 'This account is disabled; enable it first.',
    device_wiped: () => 'Hamyar was wiped from this device; if it is yours, ask your center and sign in again.',
    second_factor_required: () => 'Show or make your second factor before anything else.',
    confirm_again: () => 'Show once more that it is you.',
    link_invalid: () => 'The link cannot be used any more; ask the administrator for a new one.',
    wrong_password: () => 'The user name or password is not right.',
    too_many_attempts: (p) => `Too many failed attempts; try again in ${p['retry_after_seconds'] ?? 'some'} seconds.`,
    not_allowed: () => 'Your role cannot do this.',
    not_found: () => 'Not found, or not yours to see.',
    invalid: () => 'Some values must be mended.',
  },
  offline: 'No connection to the server. Your text is kept; try again in a moment.',
  unavailable: 'The server is not answering now. Your text is kept; try again in a moment.',
  unexpected: 'Something unexpected happened. If it happens again, tell the administrator.',
};
