import { Link, useMatches } from '@tanstack/react-router';
import type { Help, TopicName } from '@/i18n/fa/help.ts';
import { Dialog } from '@/ui/Dialog.tsx';
import { Disclosure } from '@/ui/Page.tsx';
import { topicOf } from './helpTopics.ts';
import './help.css';

function Keys({ rows, label }: { rows: Help['shortcuts']; label: string }) {
  return (
    <dl className="help-keys" aria-label={label}>
      {rows.map(([names, means]) => <div key={means}><dt>{names.map((name) => <kbd key={name} dir="ltr">{name}</kbd>)}</dt><dd>{means}</dd></div>)}
    </dl>
  );
}

function Topic({ help, name }: { help: Help; name: TopicName }) {
  const { what, words, next } = help.topics[name];
  return (
    <>
      <section className="stack-tight" aria-labelledby="help-what"><h3 id="help-what">{help.what}</h3><p className="prose">{what}</p></section>
      <section className="stack-tight" aria-labelledby="help-words">
        <h3 id="help-words">{help.words}</h3>
        <dl className="help-words">
          {words.map((word) => {
            const [term, means] = help.glossary[word];
            return <div key={word}><dt>{term}</dt><dd>{means}</dd></div>;
          })}
        </dl>
      </section>
      <section className="stack-tight" aria-labelledby="help-next"><h3 id="help-next">{help.next}</h3><p className="prose">{next}</p></section>
    </>
  );
}

/** What the screen on view is for, what its words mean, what comes next; then the keys. */
export function HelpDialog({ help, onClose }: { help: Help; onClose: () => void }) {
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '' });
  const name = topicOf(path);
  const [screen = ''] = document.title.split(' · ');
  return (
    <Dialog title={name && screen ? help.on(screen) : help.title} open onClose={onClose} wide>
      <div className="stack help">
        {name ? <Topic help={help} name={name} /> : null}
        <section className="stack-tight" aria-labelledby="help-general"><h3 id="help-general">{help.general}</h3><p className="prose">{help.about}</p><p><Link to="/texts" onClick={onClose}>{help.texts}</Link></p></section>
        <Disclosure summary={help.keys} open={matchMedia('(pointer: fine)').matches}>
          <div className="stack-tight">
            {path.startsWith('/audit/replay') ? <Keys rows={help.replayKeys} label={help.keys} /> : null}
            <Keys rows={help.shortcuts} label={help.keys} />
          </div>
        </Disclosure>
      </div>
    </Dialog>
  );
}
