import { useNavigate } from '@tanstack/react-router';
import { Button, Menu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { Icon } from '@/ui/Icon.tsx';
import type { MenuItem } from './menu.ts';

/** What the tabs of a phone have no room for. */
export function MoreTabs({ items }: { items: readonly MenuItem[] }) {
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button>
        <span className="icon-wrap"><Icon name="more" /></span>
        {t.shell.more}
      </Button>
      <Popover className="popover">
        <Menu className="list-box">
          {items.map((item) => (
            <AriaMenuItem key={item.to} onAction={() => void navigate({ to: item.to })} className="option" textValue={item.label()}>
              <span className="cluster"><Icon name={item.icon} />{item.label()}</span>
            </AriaMenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
