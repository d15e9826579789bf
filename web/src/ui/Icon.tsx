import type { ReactNode } from 'react';
import { direction } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { MARK } from '@/lib/mark.ts';

// One family of 24-unit line icons; each is the inside of its <svg>.
const SHAPES = {
  add: <path d="M12 5v14M5 12h14" />,
  alert: <path d="M12 4 2.8 19.5h18.4zM12 10v4.500M12 17.200v.1" />,
  archive: <path d="M4 8v11h16V8M3 4h18v4H3zM10 12h4" />,
  arrow: <path d="M5 12h14M13 6l6 6-6 6" />,
  audit: <path d="M12 3 5 6v5.500c0 4.300 2.900 7.700 7 9.500 4.100-1.800 7-5.200 7-9.500V6zM9 12l2.200 2.200L15.200 10" />,
  bell: <path d="M6 17h12c-1.300-1.300-1.800-2.700-1.800-5.500 0-3.200-1.500-5-4.200-5s-4.200 1.800-4.200 5c0 2.800-.5 4.200-1.800 5.500M10 19.500c.4.800 1.100 1.200 2 1.200s1.600-.4 2-1.200M12 6.500V4" />,
  calendar: <path d="M4 6h16v14H4zM4 10.500h16M8.500 3.500v4M15.500 3.500v4" />,
  caseworker: <path d="M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M2.800 20c.4-3.800 2.800-6 6.200-6 1.300 0 2.500.3 3.500 1M17.500 20.500c-2.400-1.500-3.500-2.700-3.500-4.100a1.800 1.800 0 0 1 3.500-.7 1.800 1.800 0 0 1 3.500.7c0 1.400-1.100 2.600-3.500 4.100z" />,
  chart: <path d="M4 20h16M6.500 20v-7M12 20V5M17.500 20v-10" />,
  check: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  chevron: <path d="m9 5 7 7-7 7" />,
  clock: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.500 2" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  commission: <path d="M4 20v-3.500M20 20v-3.500M3 16.500h18M12 8.500a2.700 2.700 0 1 0 0-5.400 2.700 2.700 0 0 0 0 5.400M6.800 16c.4-3 2.400-4.800 5.200-4.800s4.800 1.800 5.200 4.800" />,
  document: <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />,
  down: <path d="m5 9 7 7 7-7" />,
  up: <path d="m5 15 7-7 7 7" />,
  edit: <path d="m4 20 1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500 17.500 10" />,
  eye: <path d="M2.500 12C5 7.500 8.300 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.800 6.500-9.500 6.500S5 16.500 2.500 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6" />,
  families: <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M16.500 11.500a2.500 2.500 0 1 0 0-5M2.500 19c.4-3.400 2.500-5.300 5.500-5.300s5.100 1.900 5.500 5.300zM16 14c2.900 0 5 1.700 5.500 5H17" />,
  filter: <path d="M4 6h16M7 12h10M10 18h4" />,
  flag: <path d="M6 21V4M6 4.500h11l-2 4 2 4H6" />,
  help: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.500 9.500a2.500 2.500 0 1 1 3.700 2.200c-.8.4-1.200.9-1.200 1.800M12 16.800v.1" />,
  history: <path d="M4 5v5h5M4.600 10A8 8 0 1 1 4 13M12 8v4.500l3 1.800" />,
  home: <path d="M4 11 12 4l8 7v9H4zM10 20v-5h4v5" />,
  info: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.500M12 7.500v.1" />,
  intake: <path d="M4 11 12 4l8 7M6 9.500V20h12V9.500M12 11.500v5M9.500 14h5" />,
  map: <path d="M12 21c4.500-4.800 6.500-8 6.500-11a6.500 6.500 0 0 0-13 0c0 3 2 6.200 6.500 11M12 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600" />,
  me: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20.500c.6-4.200 3.400-6.500 7.500-6.500s6.900 2.300 7.500 6.500" />,
  microphone: <path d="M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3M6 11.500a6 6 0 0 0 12 0M12 17.500V21M9 21h6" />,
  minus: <path d="M5 12h14" />,
  more: <path d="M5 12v.1M12 12v.1M19 12v.1" strokeWidth="2.800" />,
  pause: <path d="M8 5v14M16 5v14" strokeWidth="2.800" />,
  phone: <path d="M5 4h4l1.500 4.500-2.200 1.600a12 12 0 0 0 5.600 5.600l1.600-2.200L20 15v4c0 .600-.5 1-1 1C11 19.500 4.500 13 4 5c0-.500.4-1 1-1" />,
  play: <path d="M8 5v14l11-7z" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  refer: <path d="M4 19v-5c0-3 2-5 5-5h10M15 5l4 4-4 4" />,
  replay: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M10 8.500v7l5.500-3.500z" />,
  search: <path d="M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M15.500 15.500 20.500 20.500" />,
  send: <path d="M4 12 20 4.500 15.500 20l-4-6zM11.500 14 20 4.500" />,
  service: <path d="M12 20c-5.300-3.400-8-6.200-8-9.700C4 7.900 5.800 6 8 6c1.700 0 3.200 1 4 2.500C12.800 7 14.300 6 16 6c2.200 0 4 1.900 4 4.300 0 3.500-2.700 6.300-8 9.700" />,
  settings: <path d="M5 7h8M17 7h2M5 17h2M11 17h8M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4" />,
  signOut: <path d="M14 4H6v16h8M11 12h9M16.500 8.500 20 12l-3.500 3.500" />,
  task: <path d="M4 6.500 5.500 8 8 5M4 13l1.500 1.500L8 11.500M4 19.500 5.500 21 8 18M11.500 7H20M11.500 13.500H20M11.500 20H20" />,
  today: <path d="M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400" />,
  // The tiers have shapes of their own, so that colour is never alone.
  stable: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12.300l2.800 2.800L16 9.500" />,
  at_risk: <path d="M12 3.500 2.500 20h19zM12 10v4.500M12 17.100v.1" />,
  harmed: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M5.700 5.700l3.800 3.800M14.500 14.500l3.800 3.800M18.300 5.700l-3.800 3.800M9.500 14.500l-3.800 3.800" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** Shapes that point somewhere turn with the reading direction. */
const POINTING: ReadonlySet<IconName> = new Set(['arrow', 'chevron', 'refer', 'signOut', 'history', 'play', 'replay', 'task']);

type IconProps = { name: IconName; size?: number; className?: string; /** Points back instead of forward. */ back?: boolean };

/** Decoration beside a word; give the word or an aria-label to the thing around it. */
export function Icon({ name, size = 20, className, back = false }: IconProps) {
  const mirrored = POINTING.has(name) && (direction === 'rtl') !== back;
  return (
    <svg
      className={cx('icon', className)}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      transform={mirrored ? 'scale(-1 1)' : undefined}
    >
      {SHAPES[name]}
    </svg>
  );
}

/** The mark of the app: a house with a heart in it. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#0d4f4d" stroke="#ffffff40" />
      <path d={MARK.house} fill="none" stroke="#fff" strokeWidth="2.200" strokeLinejoin="round" />
      <path d={MARK.heart} fill="#f0b429" />
    </svg>
  );
}
