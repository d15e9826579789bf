import type { Texts } from '../index.ts';

export const shell: Texts['shell'] = {
  app: 'Hamyar', tagline: 'Beside the family, from the first meeting to the second assessment', skip: 'Skip to content', menu: 'Menu', reports: 'Reports', me: 'My account', more: 'More', help: 'Help',
  demoLabel: 'Demonstration', demoBanner: 'Demonstration: names and files are invented.', loadingPage: 'Getting the page ready…',
  signIn: 'Sign in', signInTitle: 'Sign in to Hamyar', username: 'User name', password: 'Password', showPassword: 'Show the password', hidePassword: 'Hide the password', signingIn: 'Signing in…',
  signInAs: (role) => `Sign in as ${role}`, demoSignIns: 'Demonstration: one tap to sign in', demoHint: 'This store holds invented data. Choose a role to see what that role sees.',
  signInAgain: 'Please sign in again', signInAgainWhy: 'Your session has ended. What you typed stays here.',
  signOut: 'Sign out', signedInAs: 'Signed in as', roles: 'Roles', version: 'Version', accountTitle: 'My account',
  changePassword: 'Change password', currentPassword: 'Current password', newPassword: 'New password', passwordChanged: 'Your password was changed.', 
  notFoundTitle: 'This page was not found', notFoundText: 'The address may be wrong, or the file is no longer yours to see.', home: 'Go to the first page',
  notYoursTitle: 'This page is not for your role', notYoursText: 'If you think you should see it, ask the administrator.',
  brokenTitle: 'Something went wrong', brokenText: 'It was not your doing. Load the page again; what you saved is safe.', reload: 'Load again',
  offline: 'No connection to the server', loadFailed: 'This part could not be loaded', nothingForRole: 'This account has no role yet.',
};
