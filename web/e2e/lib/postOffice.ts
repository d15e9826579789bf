// A real mail server and a gateway for text messages, as an operator would have them; what came in is read over HTTP, since tests run elsewhere.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Letter = { from: string; to: string[]; raw: string };
export type PostOffice = { smtp: string; sms: string; inbox: string; stop(): Promise<void> };

const listening = (port: AddressInfo | string | null): number => (typeof port === 'object' && port ? port.port : 0);

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
  const messages: unknown[] = [];
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let raw = '';
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => (raw += part));
      stream.on('end', () => {
        const from = session.envelope.mailFrom;
        letters.push({ from: from ? from.address : '', to: session.envelope.rcptTo.map((one) => one.address), raw });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void mail.listen(0, '127.0.0.1', () => resolve()));
  const desk = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      if (request.method === 'POST') messages.push(JSON.parse(body));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ letters, messages }));
    });
  });
  await new Promise<void>((resolve) => void desk.listen(0, '127.0.0.1', () => resolve()));
  const at = `http://127.0.0.1:${listening(desk.address())}`;
  return {
    smtp: `smtp://127.0.0.1:${listening(mail.server.address())}`,
    sms: `${at}/sms`,
    inbox: at,
    stop: async () => {
      await new Promise<void>((resolve) => void mail.close(() => resolve()));
      desk.closeAllConnections();
      await new Promise<void>((resolve) => void desk.close(() => resolve()));
    },
  };
}

/** The words of a letter: its transfer encoding undone. */
export function wordsOf({ raw }: Letter): { subject: string; body: string } {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, ' ');
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? '';
  const subject = field('Subject')
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, way: string, text: string) => (way.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' '))));
  const body = rest.join('\n\n');
  const encoding = field('Content-Transfer-Encoding').toLowerCase();
  return { subject, body: encoding === 'base64' ? Buffer.from(body, 'base64').toString() : encoding === 'quoted-printable' ? quoted(body) : body };
}

function quoted(text: string): string {
  const bytes: number[] = [];
  const plain = text.replaceAll(/=\r?\n/g, '');
  for (let at = 0; at < plain.length; at += 1) {
    const hex = plain[at] === '=' ? plain.slice(at + 1, at + 3) : '';
    if (/^[0-9A-F]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(...Buffer.from(plain[at] ?? ''));
  }
  return Buffer.from(bytes).toString();
}
