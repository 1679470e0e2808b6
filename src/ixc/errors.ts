import { SourceError } from '../billing/errors.ts';
import { say } from '../text/language.ts';
import type { TableName } from './table-name.ts';

/** What stopped the reading of IXC. The class is for the code; the message says to the operator what to do. */
export class IxcError extends SourceError {
  override readonly name: string = 'IxcError';
}

/** IXC answered 401: the key is wrong, or died with a password change or a server move. */
export class IxcKeyRefused extends IxcError {
  override readonly name = 'IxcKeyRefused';
  /** @param doubt what is wrong with the key by its looks; '' for nothing */
  constructor(host: string, doubt = '') {
    super(
      doubt !== ''
        ? say`${host} refused the API key, and it ${doubt}: copy it again from IXC, whole and in one line, into IXC_KEY.`
        : say`${host} refused the API key. Create a new one in IXC under Configurações > Usuários and put it in IXC_KEY: a key stops working when its user's password changes or the server moves.`,
    );
  }
}

/** IXC's allow-list of client networks does not hold our address. */
export class IxcAddressRefused extends IxcError {
  override readonly name = 'IxcAddressRefused';
  constructor(host: string, said: string) {
    super(
      say`${host} does not let this machine's IP address use its API ("${said}"). Add the address to the allowed networks of the key's user group in IXC.`,
    );
  }
}

/** IXC answered 403: the address is not allowed, or the key belongs to a server that was migrated. */
export class IxcForbidden extends IxcError {
  override readonly name = 'IxcForbidden';
  constructor(host: string) {
    super(
      say`${host} answered 403. Either this machine's IP address is not among the allowed networks of the key's user group, or the key is of a server that was migrated: then make a new one and put it in IXC_KEY.`,
    );
  }
}

/** The key's user may not read this table, or IXC does not have it. */
export class IxcTableRefused extends IxcError {
  override readonly name = 'IxcTableRefused';
  constructor(host: string, table: TableName, said: string) {
    super(
      say`${host} does not let this key read ${table} ("${said}"). Give the key's user group in IXC the permission to list ${table}.`,
    );
  }
}

/** The key is good for other tables, and this one is answered with 401: its route is not released. */
export class IxcRouteRefused extends IxcError {
  override readonly name = 'IxcRouteRefused';
  constructor(host: string, table: TableName, other: TableName) {
    super(
      say`${host} refuses the API key for ${table}, though not for ${other}. Release the route ${table} (listing) for the key's user in IXC, under Configurações > Usuários.`,
    );
  }
}

/** IXC did not like the query itself: a filter, a column, an operator. */
export class IxcQueryRefused extends IxcError {
  override readonly name: string = 'IxcQueryRefused';
  constructor(host: string, table: TableName, said: string) {
    super(
      say`${host} could not carry out the query on ${table} ("${said}"). If it stays so, ask IXC's support whether the API of this installation works.`,
    );
  }
}

/** IXC's red box, which it shows for a bad query and for a heavy one alike (src/ixc/README.md, "How it fails"). */
export class IxcCouldNotProcess extends IxcQueryRefused {
  override readonly name = 'IxcCouldNotProcess';
}

/** Something answers at that address, but it is not the IXC API. */
export class NotIxc extends IxcError {
  override readonly name = 'NotIxc';
  constructor(host: string, seen: string) {
    super(
      say`${host} does not answer as an IXC API: ${seen}. Check IXC_SERVER: it is the name of the IXC server itself.`,
    );
  }
}

export class IxcTimedOut extends IxcError {
  override readonly name = 'IxcTimedOut';
  constructor(host: string, table: TableName, tries: number, cause: Error) {
    super(
      say`${host} gave no complete answer for ${table} in ${tries} tries (${cause.message}). Try a smaller --page-size or a larger --ixc-timeout.`,
      { cause },
    );
  }
}

/** Down, overloaded or unreachable: 5xx, refused or broken connections. */
export class IxcUnavailable extends IxcError {
  override readonly name = 'IxcUnavailable';
  readonly said: string;
  /** How long IXC asks to wait, in ms; 0 where it does not. */
  readonly waitMs: number;
  constructor(
    host: string,
    table: TableName,
    tries: number,
    said: string,
    { waitMs = 0, ...options }: ErrorOptions & { readonly waitMs?: number } = {},
  ) {
    super(
      say`${host} could not be read: ${table} failed ${tries === 1 ? say`once` : say`${tries} times`} (${said}). Check that IXC is up and reachable from here; the next run tries again.`,
      options,
    );
    this.said = said;
    this.waitMs = waitMs;
  }
}

export class IxcHostNotFound extends IxcError {
  override readonly name = 'IxcHostNotFound';
  constructor(host: string, cause: Error) {
    super(
      /EAI_AGAIN/.test(cause.message)
        ? say`${host} cannot be looked up: ${cause.message}. The DNS settings of this machine are to be checked, not IXC_SERVER.`
        : say`${host} is not known to the DNS (${cause.message}). Check IXC_SERVER and the DNS settings of this machine.`,
      {
        cause,
      },
    );
  }
}

export class IxcCertificateRefused extends IxcError {
  override readonly name = 'IxcCertificateRefused';
  /** @param fingerprint of the certificate that was shown, ready to be pinned */
  constructor(host: string, cause: Error, fingerprint: string | undefined) {
    const pin = fingerprint ?? 'SHA256';
    super(
      say`${host} shows a certificate that cannot be trusted: ${cause.message}. If it is your IXC's all the same, pin it with --ixc-fingerprint ${pin}; an authority of yours is named with --ixc-ca FILE. --ixc-insecure believes everybody.`,
      { cause },
    );
  }
}

/** An answer that is neither a listing nor an error that IXC is known to give. */
export class IxcMalformed extends IxcError {
  override readonly name = 'IxcMalformed';
  constructor(host: string, table: TableName, said: string, options?: ErrorOptions) {
    super(
      say`${host} answered for ${table} with something that cannot be used: ${said}. Nothing is assumed from it.`,
      options,
    );
  }
}

/** The rows that came are not all the rows there are. */
export class IxcIncomplete extends IxcError {
  override readonly name = 'IxcIncomplete';
  constructor(host: string, table: TableName, said: string) {
    super(say`${host} could not be read whole: ${table}, ${said}. Nothing is written from half a list.`);
  }
}
