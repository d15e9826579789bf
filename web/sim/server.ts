// People at the real server: cookies kept, answers read, commands with ids of their own.
import { uuid7 } from '@/lib/uuid7.ts';
import type { Reply } from '@/offline/types.ts';

export type Json = Record<string, unknown>;

function formOf(work: object, file: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.append('work', new Blob([JSON.stringify(work)], { type: 'application/json' }), 'work');
  form.append('file', new Blob([file]), 'file');
  return form;
}

export class Person {
  readonly base: string;
  readonly agent: string;
  readonly cookies = new Map<string, string>();

  constructor(base: string, agent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36') {
    this.base = base;
    this.agent = agent;
  }

  async send(method: string, path: string, body?: object, file?: Uint8Array<ArrayBuffer>): Promise<Reply> {
    const headers: Record<string, string> = { accept: 'application/json', 'user-agent': this.agent };
    if (body && !file) headers['content-type'] = 'application/json';
    if (this.cookies.size > 0) headers['cookie'] = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.base}/api/v1${path}`, { method, headers, ...(body ? { body: file ? formOf(body, file) : JSON.stringify(body) } : {}) });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value) this.cookies.set(pair.slice(0, at), value);
      else this.cookies.delete(pair.slice(0, at));
    }
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
  }

  async get<T = Json>(path: string): Promise<T> {
    const { status, body } = await this.send('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  }

  async post<T = Json>(path: string, body: object): Promise<T> {
    const { status, body: answer } = await this.send('POST', path, body);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer as T;
  }

  command = (path: string, body: object = {}): Promise<Json & { ids: Record<string, string>; id: string; position: number }> => this.post(path, { command_id: uuid7(), ...body });

  async signIn(username: string, password: string): Promise<this> {
    await this.post('/session', { username, password });
    return this;
  }
}
