// A real OpenID provider (oidc-provider) on this machine, for tests: `node outsideProvider.mjs '{"port":0,"redirects":["http://…"]}'` writes
// {"issuer":…} on one line and serves until it is stopped. Whoever signs in is who they say, by name; the name can ask for more:
// `<name>+mfa` has shown a second factor; `<name>+bad-<what>` gets a token that does not hold.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

// Standard output is for the one line; whoever reads it may stop reading then.
console.info = console.error;
console.log = console.error;

const require = createRequire(import.meta.url);
const { Provider } = await import('oidc-provider');
// The provider's own library for signing.
const jose = await import(createRequire(require.resolve('oidc-provider')).resolve('jose'));

const { port = 0, redirects = [] } = JSON.parse(process.argv[2] ?? '{}');

const jwk = (type, options, more) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), ...more });
const keys = [jwk('rsa', { modulusLength: 2048 }, { use: 'sig', alg: 'RS256', kid: randomUUID() })];
const stranger = jwk('rsa', { modulusLength: 2048 }, { alg: 'RS256', kid: keys[0].kid });

const server = createServer();
await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = (client_id, client_secret) => ({ client_id, client_secret, redirect_uris: redirects, grant_types: ['authorization_code'], response_types: ['code'] });
const provider = new Provider(issuer, {
  clients: [client('hamyar', 'a secret of tests'), client('another', 'another secret of tests')],
  jwks: { keys },
  cookies: { keys: [randomUUID()] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  // How somebody signed in stands in every token.
  claims: { openid: ['sub', 'amr'] },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // What a person agrees to is of no matter here.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
});

/** What a token says, bent in one way and signed again. */
async function bend(token, how) {
  const claims = jose.decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const bent = { aud: { aud: 'another' }, iss: { iss: 'http://127.0.0.1:1' }, nonce: { nonce: 'another' }, exp: { exp: now - 3600, iat: now - 7200 }, old: { iat: now - 7200 }, also: { aud: ['hamyar', 'another'] } }[how] ?? {};
  const payload = { ...claims, ...bent };
  if (how === 'none') return new jose.UnsecuredJWT(payload).encode();
  if (how === 'secret') return new jose.SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('a secret of tests'.padEnd(32, '.')));
  const key = how === 'key' ? stranger : keys[0];
  return new jose.SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: keys[0].kid }).sign(await jose.importJWK(key, 'RS256'));
}

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== '/token' || !ctx.body?.id_token) return;
  const how = /\+bad-(\w+)$/.exec(jose.decodeJwt(ctx.body.id_token).sub)?.[1];
  if (how) ctx.body = { ...ctx.body, id_token: await bend(ctx.body.id_token, how) };
});

const page = (uid) => `<!doctype html><html lang="en"><title>Outside provider</title><main><h1>Outside provider</h1><form method="post" action="/interaction/${uid}"><label>Name <input name="name" autofocus></label> <button>Sign in</button></form><form method="post" action="/interaction/${uid}/abort"><button>Cancel</button></form></main></html>`;

async function readForm(request) {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

const answer = provider.callback();
server.on('request', async (request, response) => {
  const [, uid, abort] = /^\/interaction\/([\w-]+)(\/abort)?$/.exec(request.url ?? '') ?? [];
  if (!uid) return answer(request, response);
  try {
    if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(page(uid));
    const name = (await readForm(request)).get('name') ?? '';
    const strong = name.endsWith('+mfa') ? { amr: ['pwd', 'mfa'] } : { amr: ['pwd'] };
    const result = abort ? { error: 'access_denied', error_description: 'cancelled' } : { login: { accountId: name, ...strong } };
    return await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch {
    response.statusCode = 500;
    return response.end();
  }
});
process.stdout.write(`${JSON.stringify({ issuer })}\n`);
