import type { BqnQuirks } from './bqn-quirks.ts';
import { BqnStore, KINDS, type Kind, Refused, type Resource } from './bqn-store.ts';
import { Faults, type Subject } from './faults.ts';
import type { SentAnswer } from './sending.ts';
import { type Incoming, type ServerOptions, startServer, type Traffic, type Visit } from './server.ts';

/** A real HTTPS BQN on loopback, faithful to src/bqn/README.md and to nothing else. */

export interface BqnOptions extends ServerOptions {
  readonly user?: string;
  readonly password?: string;
  readonly quirks?: Partial<BqnQuirks>;
  /** False keeps only counters, no `writes`: for benchmarks of 200,000 writes. */
  readonly record?: boolean;
}

export interface BqnWrite {
  /** ms since the epoch. */
  readonly at: number;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly kind: Kind;
  /** Decoded. */
  readonly key: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly body: unknown;
  /** 0 when no answer went out. */
  status: number;
}

export interface BqnSimulator extends BqnStore {
  /** The address alone: the port has a flag of its own. */
  readonly ip: string;
  /** "127.0.0.1:PORT" */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** PEM. */
  readonly certificate: string;
  readonly fingerprint256: string;
  readonly faults: Faults;
  /** False when the client's address is not on the allow-list. */
  networkAllowed: boolean;
  /** Every POST, PUT and DELETE, also those that a fault struck. */
  readonly writes: BqnWrite[];
  /** How many writes were answered, by method and status, such as `POST 201`. */
  readonly counts: Record<string, number>;
  /** How often each list was asked for. */
  readonly lists: Record<Kind, number>;
  /** How often a single resource was asked for. */
  gets: number;
  readonly traffic: Traffic;
  /** The recorded writes of one kind. */
  writesOf(kind: Kind): BqnWrite[];
  /** Forgets writes, counts and violations, not what the box holds: between two runs. */
  forgetWrites(): void;
  close(): Promise<void>;
}

export async function startBqn(options: BqnOptions = {}): Promise<BqnSimulator> {
  const site = new BqnSite(options);
  const server = await startServer(site, site.faults, options);
  return Object.assign(site, {
    ip: '127.0.0.1',
    host: server.host,
    port: server.port,
    certificate: server.certificate.certificate,
    fingerprint256: server.certificate.fingerprint256,
    traffic: server.traffic,
    close: server.close,
  });
}

/** Where a request goes: a kind, and one resource or the whole list. */
interface Target {
  readonly kind: Kind;
  /** Undefined for the list. */
  readonly name: string | undefined;
}

class BqnSite extends BqnStore {
  readonly gzip = false;
  readonly user: string;
  readonly password: string;
  readonly faults = new Faults();
  readonly writes: BqnWrite[] = [];
  readonly counts: Record<string, number> = {};
  readonly lists: Record<Kind, number> = { policies: 0, subscribers: 0, subscriberGroups: 0 };
  networkAllowed = true;
  gets = 0;
  readonly #record: boolean;

  constructor(options: BqnOptions) {
    super(options.quirks ?? {});
    this.user = options.user ?? 'rest-user';
    this.password = options.password ?? 'rest-password';
    this.#record = options.record ?? true;
  }

  writesOf(kind: Kind): BqnWrite[] {
    return this.writes.filter((write) => write.kind === kind);
  }

  forgetWrites(): void {
    this.writes.length = 0;
    this.violations.length = 0;
    for (const name of Object.keys(this.counts)) delete this.counts[name];
  }

  open(incoming: Incoming): Visit {
    const [path = ''] = incoming.url.split('?');
    const target = targetOf(path);
    const body = parsed(incoming.body);
    const { method } = incoming;
    const key = target?.name ?? '';
    const subject: Subject = { method, target: target?.kind ?? '', key, page: 0, rp: 0, path, body };
    const write = target === undefined ? undefined : this.#written(subject, target.kind);
    return {
      subject,
      answer: () => this.#answer(incoming, target, body),
      answered: (status) => {
        if (write === undefined) return;
        write.status = status;
        const name = `${write.method} ${status}`;
        this.counts[name] = (this.counts[name] ?? 0) + 1;
      },
    };
  }

  #written({ method, key, path, body }: Subject, kind: Kind): BqnWrite | undefined {
    if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE') return undefined;
    const write: BqnWrite = { at: Date.now(), method, kind, key, path, body, status: 0 };
    if (this.#record) this.writes.push(write);
    return write;
  }

  #answer(incoming: Incoming, target: Target | undefined, body: unknown): SentAnswer {
    try {
      if (!this.networkAllowed) return failure(403, 'client address not allowed');
      if (!this.#isUser(incoming)) return failure(401, 'unauthorized', { 'www-authenticate': 'Basic realm="BQN"' });
      if (target === undefined) return failure(404, `no such resource: ${incoming.url}`);
      if (target.name === undefined) return this.#list(incoming.method, target.kind);
      return this.#one(incoming.method, target.kind, target.name, body);
    } catch (error) {
      if (error instanceof Refused) return failure(error.status, error.message);
      throw error;
    }
  }

  #isUser({ headers }: Incoming): boolean {
    return headers.authorization === `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
  }

  /** Whole: no paging, no filter, no bulk write (src/bqn/README.md, "Lists"). */
  #list(method: string, kind: Kind): SentAnswer {
    if (method !== 'GET') return failure(405, `${method} is not allowed on a list`);
    this.lists[kind] += 1;
    return json(200, { items: this.list(kind) });
  }

  #one(method: string, kind: Kind, name: string, body: unknown): SentAnswer {
    switch (method) {
      case 'GET': {
        this.gets += 1;
        const resource = this.get(kind, name);
        return resource === undefined ? failure(404, `${name} not found`) : json(200, resource);
      }
      case 'POST':
        return this.#done(this.post(kind, name, fieldsOf(body)));
      case 'PUT':
        return this.#done(this.put(kind, name, fieldsOf(body)));
      case 'DELETE':
        return this.#done(this.delete(kind, name));
      default:
        return failure(405, `${method} is not allowed`);
    }
  }

  /** Bodies may be empty. */
  #done({ status, resource }: { status: number; resource: Resource | undefined }): SentAnswer {
    if (this.quirks.bodies === 'resource' && resource !== undefined) return json(status, resource);
    return { status, headers: {}, body: '' };
  }
}

const ROOTS: Record<Kind, string> = {
  policies: '/api/v1/policies/rate',
  subscribers: '/api/v1/subscribers',
  subscriberGroups: '/api/v1/subscriberGroups',
};

/** A name is one part of the path, percent-encoded: a bare `/` in it leads elsewhere, a broken `%` nowhere. */
function targetOf(path: string): Target | undefined {
  for (const kind of KINDS) {
    const root = ROOTS[kind];
    if (path === root) return { kind, name: undefined };
    if (!path.startsWith(`${root}/`)) continue;
    const rest = path.slice(root.length + 1);
    const name = rest.includes('/') ? undefined : decoded(rest);
    return name === undefined || name === '' ? undefined : { kind, name };
  }
  return undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function fieldsOf(body: unknown): Resource {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Resource;
  throw new Refused(400, 'the body is not a JSON object');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): SentAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** `{"error":{"code":..,"subCode":..,"message":".."}}` (one). */
function failure(status: number, message: string, headers: Record<string, string> = {}): SentAnswer {
  const sent = json(status, { error: { code: status, subCode: 0, message } });
  return { ...sent, headers: { ...sent.headers, ...headers } };
}
