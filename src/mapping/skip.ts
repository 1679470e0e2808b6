import type { Login } from '../billing/records.ts';
import type { Skip, SkipReason } from './desired.ts';

/** `login 12 (maria)`: what a login is called wherever something is said of it. */
export function loginText({ id, login }: Pick<Login, 'id' | 'login'>): string {
  return `login ${id} (${login})`;
}

export function skipLogin(reason: SkipReason, login: Login, detail: string): Skip {
  return { reason, what: loginText(login), detail };
}
