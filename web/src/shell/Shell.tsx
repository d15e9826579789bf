import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import { onConfirmAgain, onSignedOut } from '@/api/client.ts';
import { startLive } from '@/api/live.ts';
import { hasRole, useSession } from '@/api/session.ts';
import type { User } from '@/api/types.ts';
import { language, t, withTexts } from '@/i18n/index.ts';
import { expectHeading } from '@/lib/heading.ts';
import { NotYours } from '@/screens/common/Lost.tsx';
import { TrustBanner } from '@/screens/trust/Banner.tsx';
import { Icon, Mark } from '@/ui/Icon.tsx';
import { Bell } from './Bell.tsx';
import { currentItem, menuOf, type MenuItem } from './menu.ts';
import { PhoneNotice, SyncChip } from './SyncChip.tsx';

// Seldom needed, so not in the first load of a phone.
const MoreTabs = lazy(() => import('./MoreTabs.tsx').then((m) => ({ default: m.MoreTabs })));
const withAccess = withTexts(['access'], () => import('./ConfirmAgain.tsx'));
const ConfirmAgain = lazy(() => withAccess().then((m) => ({ default: m.ConfirmAgain })));
/** The dialog and the words of the help come together, when somebody asks for them. */
const Help = lazy(async () => {
  const [{ HelpDialog }, { help }] = await Promise.all([import('./HelpDialog.tsx'), language === 'en' ? import('@/i18n/en/help.ts') : import('@/i18n/fa/help.ts')]);
  return { default: (props: { onClose: () => void }) => <HelpDialog help={help} {...props} /> };
});
const SignInAgain = lazy(() => import('./SignInAgain.tsx').then((m) => ({ default: m.SignInAgain })));

type Asked = { by: 'code' | 'password'; answer: (confirmed: boolean) => void };

/** Tabs a phone has room for; further items are behind «بیشتر». */
const TABS_MAX = 5;

function initials(name: string): string {
  return name.trim().slice(0, 1);
}

function Avatar({ user }: { user: User }) {
  return <span className="avatar" aria-hidden="true">{initials(user.display_name)}</span>;
}

type MenuProps = { items: readonly MenuItem[]; current: MenuItem | undefined };

/** The router's own idea of «here» is every beginning of the address; two items must not both be it. */
const EXACT = { exact: true, includeSearch: false };

/** Where a key is a letter of what is being written, or something lies over the page. */
const takesLetters = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null) || document.querySelector('[role="dialog"], [role="alertdialog"], [role="listbox"], [role="menu"]') !== null;

/** «?» opens the help, on a Persian keyboard as well. */
function useHelpKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.key !== '?' && event.key !== '؟') || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesLetters(event.target)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
}

function HelpButton({ className, label, onOpen }: { className: string; label?: string; onOpen: () => void }) {
  return <button type="button" className={`help-open ${className}`} aria-haspopup="dialog" aria-keyshortcuts="?" aria-label={label} onClick={onOpen}><Icon name="help" />{label ? null : t.shell.help}</button>;
}

function SideMenu({ user, items, current, onHelp }: MenuProps & { user: User; onHelp: () => void }) {
  return (
    <aside className="side">
      <Link to="/" className="brand-mark"><Mark />{t.shell.app}</Link>
      <nav aria-label={t.shell.menu}>
        <ul className="list">
          {items.map((item) => (
            <li key={item.to}>
              <Link to={item.to} activeOptions={EXACT} className={item === current ? 'active' : undefined}><Icon name={item.icon} />{item.label()}</Link>
            </li>
          ))}
        </ul>
      </nav>
      <Bell className="side-bell" words />
      <HelpButton className="side-help" onOpen={onHelp} />
      <Link to="/me" className="side-me" activeProps={{ className: 'active' }}>
        <Avatar user={user} />
        <span>
          <bdi>{user.display_name}</bdi>
          <small>{user.roles.map((role) => t.words.role[role]).join(t.common.listComma)}</small>
        </span>
      </Link>
    </aside>
  );
}

function TabBar({ items, current }: MenuProps) {
  const shown = items.length > TABS_MAX ? items.slice(0, TABS_MAX - 1) : items;
  const rest = items.slice(shown.length);
  if (items.length < 2) return null;
  return (
    <nav className="tab-bar" aria-label={t.shell.menu}>
      {shown.map((item) => (
        <Link key={item.to} to={item.to} activeOptions={EXACT} className={item === current ? 'active' : undefined}>
          <span className="icon-wrap"><Icon name={item.icon} /></span>
          {item.label()}
        </Link>
      ))}
      {rest.length > 0 ? <Suspense><MoreTabs items={rest} /></Suspense> : null}
    </nav>
  );
}

/** Frame of everything behind the sign-in: side menu on a desk, bar and tabs on a phone. */
export function Shell() {
  const { data: user } = useSession();
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (l) => l.pathname });
  const roles = useMatches({ select: (matches) => matches.at(-1)?.staticData.roles });
  const firstPath = useRef(path);

  const [signedOut, setSignedOut] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [helping, setHelping] = useState(false);
  const openHelp = useCallback(() => setHelping(true), []);
  useHelpKey(openHelp);

  useEffect(() => startLive(), []);
  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  useEffect(() => onConfirmAgain((by) => new Promise((answer) => setAsked({ by, answer }))), []);

  // A new screen is where the keyboard goes on; the first one keeps the browser's own start.
  useEffect(() => {
    if (firstPath.current === path) return;
    firstPath.current = '';
    main.current?.focus({ preventScroll: true });
    expectHeading();
  }, [path]);

  if (!user) return null;
  const items = menuOf(user);
  const current = currentItem(items, path);
  const allowed = !roles || hasRole(user, ...roles);
  return (
    <div className="shell">
      <a className="skip" href="#main">{t.shell.skip}</a>
      <header className="top-bar">
        <Link to="/" className="brand-mark"><Mark />{t.shell.app}</Link>
        <SyncChip user={user} />
        <Bell className="top-bell" />
        <HelpButton className="top-help" label={t.shell.help} onOpen={openHelp} />
        <Link to="/me" className="top-me" aria-label={t.shell.me}><Avatar user={user} /></Link>
      </header>
      <SideMenu user={user} items={items} current={current} onHelp={openHelp} />
      <main id="main" className="content" tabIndex={-1} ref={main}>
        <TrustBanner />
        <PhoneNotice />
        {allowed ? <Outlet /> : <NotYours />}
      </main>
      <TabBar items={items} current={current} />
      {helping ? <Suspense><Help onClose={() => setHelping(false)} /></Suspense> : null}
      {asked ? <Suspense><ConfirmAgain by={asked.by} onAnswer={(confirmed) => { setAsked(null); asked.answer(confirmed); }} /></Suspense> : null}
      {signedOut ? <Suspense><SignInAgain user={user} onDone={() => setSignedOut(false)} /></Suspense> : null}
    </div>
  );
}
