import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from '@/lib/cx.ts';
import { Icon, type IconName } from './Icon.tsx';

type Look = {
  /** One primary action a screen; the others are secondary or quiet. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  wide?: boolean;
  small?: boolean;
  icon?: IconName;
};

const look = ({ variant = 'secondary', wide, small }: Look, extra?: string) => cx('button', variant, wide && 'wide', small && 'small', extra);

type ButtonProps = Look &
  Omit<AriaButtonProps, 'children' | 'className'> & {
    children: ReactNode;
    /** Shows a turning circle and takes no further press. */
    pending?: boolean;
    className?: string;
  };

export function Button({ variant, wide, small, icon, pending = false, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={pending} className={look({ ...(variant ? { variant } : {}), ...(wide ? { wide } : {}), ...(small ? { small } : {}) }, className)}>
      {pending ? <span className="spinner" aria-hidden="true" /> : icon ? <Icon name={icon} /> : null}
      {children}
    </AriaButton>
  );
}

type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className'> & { icon: IconName; label: string; back?: boolean; variant?: Look['variant'] };

/** A button of one icon; its label is for those who cannot see it. */
export function IconButton({ icon, label, back = false, variant = 'quiet', ...rest }: IconButtonProps) {
  return (
    <AriaButton {...rest} aria-label={label} className={look({ variant }, 'icon-only')}>
      <Icon name={icon} back={back} />
    </AriaButton>
  );
}

type AnchorProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

function Anchor({ variant, wide, small, icon, children, className, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={look({ ...(variant ? { variant } : {}), ...(wide ? { wide } : {}), ...(small ? { small } : {}) }, className)}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  );
}

/** A link of the router that looks like a button: `<LinkButton to="/families/$id" params={{ id }} variant="primary">` */
export const LinkButton = createLink(Anchor);
