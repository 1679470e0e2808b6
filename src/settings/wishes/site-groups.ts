import { SITE_KINDS, type SiteKind } from '../../mapping/desired.ts';
import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** Groups of access servers, or of transmitters and POPs. Who is put into which: `mapping/site-groups.ts`. */
export const SITE_GROUPS = {
  flags: flagsOf(SYNC, [
    [
      { name: 'site-groups', decides: true, placeholder: 'nas|pop' },
      'Also groups L1-<access server> (nas), or L1-<transmitter> and L2-<POP> (pop), without a limit of their own',
    ],
  ]),
  read: (values) => ({
    siteGroups: values.ifSaid('site-groups', (flag) => values.choice<SiteKind>(flag, SITE_KINDS)),
  }),
  needs: ({ siteGroups }) => ({ sites: siteGroups === 'nas', places: siteGroups === 'pop' }),
  isForParts: ({ siteGroups }) => siteGroups === undefined,
} as const satisfies Wish<'siteGroups', 'site-groups'>;
