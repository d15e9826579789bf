import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { offerHeading } from '@/lib/heading.ts';
import { Icon } from './Icon.tsx';

type PageProps = {
  title: string;
  /** A line under the title. */
  subtitle?: ReactNode;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  /** The way back; a link, so that it can be opened and sent. */
  back?: { label: string; to: LinkProps['to']; params?: LinkProps['params'] };
  /** Hide the title where the family strip shows the name. */
  titleHidden?: boolean;
  children: ReactNode;
};

/** A screen: sets the window's title (never a person's name), one h1, everything under each other. */
export function Page({ title, subtitle, actions, back, titleHidden = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.shell.app}`;
    offerHeading(heading.current);
  }, [title]);
  return (
    <div className="stack-wide fade-in">
      <div className={cx('page-head', titleHidden && !back && !actions && 'visually-hidden')}>
        <div>
          {back ? (
            <Link className="back-link" to={back.to} {...(back.params ? { params: back.params } : {})}>
              <Icon name="arrow" size={16} back />
              {back.label}
            </Link>
          ) : null}
          <h1 ref={heading} className={titleHidden ? 'visually-hidden' : undefined}>{title}</h1>
          {subtitle ? <p className="soft">{subtitle}</p> : null}
        </div>
        {actions ? <div className="cluster">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

type CardProps = { title?: ReactNode; actions?: ReactNode; children: ReactNode; /** No inner space: for tables. */ flush?: boolean; className?: string; /** For a link that leads to it. */ id?: string };

export function Card({ title, actions, children, flush = false, className, id }: CardProps) {
  return (
    <section id={id} className={cx('card', flush && 'flush', className)}>
      {title || actions ? (
        <div className="card-head">
          {title ? <h2>{title}</h2> : <span />}
          {actions ? <div className="cluster">{actions}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

type NoticeProps = { tone?: 'info' | 'warn' | 'bad' | 'good'; title?: string; children?: ReactNode; actions?: ReactNode };

/** Something to know before going on, inside the page. */
export function Notice({ tone = 'info', title, children, actions }: NoticeProps) {
  return (
    <div className={cx('notice', tone)}>
      <Icon name={tone === 'good' ? 'check' : tone === 'info' ? 'info' : 'alert'} />
      <div>
        {title ? <p className="strong">{title}</p> : null}
        {children}
        {actions ? <div className="cluster">{actions}</div> : null}
      </div>
    </div>
  );
}

/** A part that opens on demand. */
export function Disclosure({ summary, children, open = false, folded = false }: { summary: ReactNode; children: ReactNode; open?: boolean; /** Stays closed on paper too. */ folded?: boolean }) {
  return (
    <details className={cx('disclosure', folded && 'folded')} open={open}>
      <summary>
        <Icon name="down" size={18} />
        {summary}
      </summary>
      {children}
    </details>
  );
}
