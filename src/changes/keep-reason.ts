/** Why an entry that nobody wants stays on the BQN. */
export type KeepReason =
  /** The box merely sees the address, or another hand made the entry. */
  | 'foreign'
  /** Another BQN serves the customer. */
  | 'outside'
  /** The operator's own hand serves the customer. */
  | 'by hand'
  /** Several logins show the address. */
  | 'in doubt'
  /** The customer is online without an address, and may still have this one. */
  | 'no address'
  /** Not long enough offline (`--offline-grace`). */
  | 'grace'
  /** The list of logins was not whole. */
  | 'unread'
  /** It holds a quota, which belongs to the address. */
  | 'quota'
  /** Nothing is deleted (`--prune none`), or it stood there before us. */
  | 'not to be deleted';
