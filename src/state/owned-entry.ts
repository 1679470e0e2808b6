import type { OwnedEntry, WrittenFields } from '../customers/owned.ts';
import {
  anyObject,
  count,
  type Form,
  list,
  maybe,
  number,
  object,
  recordOf,
  row,
  some,
  text,
  unless,
  yes,
} from '../text/form.ts';

/** What wishes wrote on it: by field what we wrote, and what stood there. */
const WRITTEN: Form<WrittenFields> = some(recordOf(row({ wrote: list(text), before: anyObject })));

/** What stands under a name alone may be anybody's, until a list has shown our id there. */
const UNPROVEN: Form<boolean> = { read: (id) => (typeof id === 'string' ? undefined : true), write: () => undefined };

/** An entry of ours, as it stands in the state file: short names, as there is one for each customer. */
export const OWNED_ENTRY: Form<OwnedEntry> = object(
  {
    // Before the id, which stands in its place.
    isUnproven: maybe(UNPROVEN),
    id: maybe(text),
    login: maybe(number),
    former: maybe(text),
    formerLogin: maybe(number),
    by: maybe(text),
    missed: unless(count, 0),
    unseen: unless(count, 0),
    since: maybe(number),
    isBlocked: maybe(yes),
    takenOver: unless(yes, false),
    isFound: maybe(yes),
    written: maybe(WRITTEN),
    sites: maybe(list(text)),
  },
  {
    isUnproven: 'id',
    login: 'of',
    former: 'was',
    formerLogin: 'wasOf',
    isBlocked: 'blocked',
    takenOver: 'taken',
    isFound: 'found',
    written: 'fields',
  },
);
