// A stand-in server for tests of the foundation alone: built files under the real
// policy, sign-in, and nothing else. Screens are tested against the real server.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const CSP = fs.readFileSync(path.resolve(import.meta.dirname, '../../csp.txt'), 'utf8').trim();
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const roles = ['caseworker', 'center_manager', 'commission_member', 'agency_officer', 'facilitator', 'officer', 'auditor', 'administrator'];
const users = Object.fromEntries(roles.map((role) => [role.replace(/_/g, '-'), { user_id: role, scope: { caseworker_id: null, center_id: null, commission_ids: [], agency_id: null, place_id: null }, username: role.replace(/_/g, '-'), display_name: { caseworker: 'مریم نمونه', center_manager: 'زهرا نمونه' }[role] ?? 'کاربر نمونه', roles: [role], grants: [], step: null, second_factor: { made: false, needed: false }, password_length_min: 10 }]));
/** What the account's own page asks for, of somebody who is here for the first time. */
const OWN: Record<string, unknown> = { '/api/v1/session/second-factor': { made: false, recovery_codes_left: 0 }, '/api/v1/sessions': { items: [] }, '/api/v1/devices': { items: [] }, '/api/v1/session/sign-ins': { items: [], next_cursor: null } };
export type Stub = { base: string; stop(): Promise<void>; expire(): void };

/** Serves `dist` on a free port; `expire` ends the session as the server would. */
export function startStub(dist: string, port = 0): Promise<Stub> {
  let signedIn: unknown = null;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const json = (status: number, body: unknown, type = 'application/json') => { response.writeHead(status, { 'content-type': type }); response.end(body === undefined ? '' : JSON.stringify(body)); };
    if (url.pathname === '/api/v1/meta') return json(200, { demo: true, version: '0.1.0', today: { iso: '2026-11-22', jalali: '1405-09-01' }, demo_sign_ins: roles.map((role) => ({ role, username: role.replace(/_/g, '-'), password: 'demo' })) });
    if (url.pathname === '/api/v1/live') { response.writeHead(200, { 'content-type': 'text/event-stream' }); response.write(': hi\n\n'); return; }
    if (url.pathname === '/api/v1/session') {
      if (request.method === 'DELETE') { signedIn = null; return json(204, undefined); }
      if (request.method === 'GET') return signedIn ? json(200, signedIn) : json(401, { code: 'signed_out', status: 401 }, 'application/problem+json');
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        const { username, password } = JSON.parse(body) as { username: string; password: string };
        const user = users[username];
        if (!user || password !== 'demo') return json(401, { code: 'wrong_password', status: 401 }, 'application/problem+json');
        signedIn = user;
        return json(200, user);
      });
      return;
    }
    if (url.pathname.startsWith('/api/') && !signedIn) return json(401, { code: 'signed_out', status: 401 }, 'application/problem+json');
    if (url.pathname in OWN) return json(200, OWN[url.pathname]);
    if (url.pathname.startsWith('/api/')) return json(404, { code: 'not_found', status: 404, title: 'x' }, 'application/problem+json');
    const file = path.join(dist, url.pathname);
    const found = /\.\w+$/.test(url.pathname) && fs.existsSync(file) ? file : /\.\w+$/.test(url.pathname) ? null : path.join(dist, 'index.html');
    if (!found) { response.writeHead(404); response.end(); return; }
    response.writeHead(200, { 'content-type': TYPES[path.extname(found)] ?? 'application/octet-stream', 'content-security-policy': CSP });
    response.end(fs.readFileSync(found));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
    resolve({ base, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }), expire: () => { signedIn = null; } });
  }));
}
