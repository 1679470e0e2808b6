/**
 * The three fetch classes that ky asks of its host, as thin as ky's use of them.
 *
 * Node 16 has none of them, and those of later Nodes send every body through a stream: three times the CPU of the
 * request itself (measured by `npm run bench`). Bodies travel beside ky here (see `Exchange` in transport.ts), so these
 * carry a method, an address, headers and a status, nothing more. build.mjs puts them where ky reads `globalThis.X`.
 */

type HeadersSource = ThinHeaders | Iterable<readonly [string, string]> | Readonly<Record<string, string | undefined>>;

export class ThinHeaders {
  /** Made by the first one: ky makes six of these a request, and there are none in them. */
  #entries: Map<string, string> | undefined;

  constructor(source?: HeadersSource) {
    if (source === undefined || (source instanceof ThinHeaders && source.#entries === undefined)) return;
    const entries = Symbol.iterator in source ? source : Object.entries(source);
    for (const [name, value] of entries) if (value !== undefined) this.set(name, value);
  }

  get(name: string): string | null {
    return this.#entries?.get(name.toLowerCase()) ?? null;
  }

  set(name: string, value: string): void {
    this.#entries ??= new Map();
    this.#entries.set(name.toLowerCase(), String(value));
  }

  has(name: string): boolean {
    return this.#entries?.has(name.toLowerCase()) === true;
  }

  delete(name: string): void {
    this.#entries?.delete(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return (this.#entries ?? NONE).entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

interface RequestInit {
  readonly method?: string;
  readonly headers?: HeadersSource;
}

export class ThinRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: ThinHeaders;
  /** Always null: ky cancels what it finds here. */
  readonly body = null;
  readonly signal = undefined;

  constructor(input: string | URL | ThinRequest, init: RequestInit = {}) {
    const source = input instanceof ThinRequest ? input : undefined;
    this.url = source?.url ?? String(input);
    this.method = init.method ?? source?.method ?? 'GET';
    this.headers = new ThinHeaders(init.headers ?? source?.headers);
  }

  clone(): ThinRequest {
    return new ThinRequest(this);
  }
}

interface ResponseInit {
  readonly status?: number;
  readonly headers?: HeadersSource;
}

export class ThinResponse {
  readonly status: number;
  readonly headers: ThinHeaders;
  readonly body = null;

  constructor(_body: null, init: ResponseInit = {}) {
    this.status = init.status ?? 200;
    this.headers = new ThinHeaders(init.headers);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  clone(): ThinResponse {
    return new ThinResponse(null, this);
  }
}
