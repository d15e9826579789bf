import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { Count } from './Chip.tsx';

export type TabItem = { id: string; label: string; count?: number; content: ReactNode };

type TabsProps = { label: string; items: readonly TabItem[]; /** Controlled, for a tab kept in the address. */ selected?: string; onSelect?: (id: string) => void };

/** Parts of one screen. Keep the chosen one in the search part of the address where a link to it is useful. */
export function Tabs({ label, items, selected, onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  // On a phone the row of tabs is wider than the screen; the chosen one is brought into it.
  useEffect(() => {
    if (selected === undefined) return undefined;
    // React Aria draws the tabs one step later.
    const frame = requestAnimationFrame(() => {
      const row = list.current;
      const tab = row?.querySelector<HTMLElement>(`[data-key="${CSS.escape(selected)}"]`);
      if (!row || !tab) return;
      const [inRow, outer] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
      row.scrollLeft += inRow.left + inRow.width / 2 - (outer.left + outer.width / 2);
    });
    return () => cancelAnimationFrame(frame);
  }, [selected]);
  return (
    <AriaTabs className="tabs" {...(selected === undefined ? {} : { selectedKey: selected })} {...(onSelect ? { onSelectionChange: (key) => onSelect(String(key)) } : {})}>
      <TabList ref={list} className="tab-list" aria-label={label}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id}>
            {item.label}
            {item.count === undefined ? null : <Count n={item.count} />}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => <TabPanel key={item.id} id={item.id} className="tab-panel">{item.content}</TabPanel>)}
    </AriaTabs>
  );
}

export type LinkTab = { label: string; to: LinkProps['to']; params?: LinkProps['params'] };

/** Tabs that are screens of their own. */
export function LinkTabs({ label, items }: { label: string; items: readonly LinkTab[] }) {
  return (
    <nav className="tab-list" aria-label={label}>
      {items.map((item) => (
        <Link key={item.label} to={item.to} {...(item.params ? { params: item.params } : {})} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ className: 'active' }}>
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
