import type { TakeOver } from '../changes/change-plan.ts';
import { showSet } from '../changes/group-parts.ts';
import type { Remark } from '../changes/remark.ts';
import { say } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { joined, line, type Shown } from '../text/shown.ts';

/** Customers whom a remark names. */
const MOST_NAMED = 3;

/** What the operator should know of a BQN, in one sentence. */
export function remarkText(remark: Remark): Shown {
  switch (remark.kind) {
    case 'out of scope':
      return say`${remark.logins} online logins are out of its scope: left alone`;
    case 'in grace':
      return say`${remark.customers} customers who are offline keep their entries a while (--offline-grace)`;
    case 'passed over':
      return say`${remark.odd.length} entries are passed over, as they are not what they should be: ${remark.odd[0]}`;
    case 'contrary group': {
      const { group, policy, who } = remark;
      const named = firstOf(who.map(({ id, at }) => `${id} ${at}`));
      return say`group ${group} gives policy ${policy} to ${named}, who should have another`;
    }
    case 'group lets go': {
      const { group, goes, of } = remark;
      return goes
        ? say`group ${group}, which another hand made, goes: it holds ${firstOf(of)}`
        : say`group ${group}, which another hand made, lets go of ${firstOf(of)}`;
    }
    case 'drops group policy':
      return say`it takes groups without their policy (BQN before R4.22?), so the IPv6 of ${remark.customers} customers is neither limited nor blocked; update the BQN, or switch dual stack off`;
    case 'limited site': {
      const { group, policy, customers } = remark;
      return say`group ${group} has a policy, ${policy}, which is not its customers': ${customers} of them {3|is|are} not put into it`;
    }
    case 'left behind':
      return leftBehindText(remark);
    case 'hides sites':
      return say`it does not show the groups that its subscribers are put into, so those of sites are not written again`;
  }
}

function leftBehindText({ under, sites }: Extract<Remark, { kind: 'left behind' }>): Shown {
  const parts = [
    ...(under.length > 0 ? [say`under a policy of this program: ${firstOf(under)}`] : []),
    ...(sites.length > 0 ? [say`groups of sites that it does not know as its own: ${firstOf(sites)}`] : []),
  ];
  return say`what stays, since it is not this program's to delete: ${joined(parts, '; ')}`;
}

/** `a, b, c and 2 more`. */
function firstOf(names: readonly string[]): Shown {
  const more = names.length > MOST_NAMED ? say` and ${names.length - MOST_NAMED} more` : '';
  return line`${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** That something stood there before us under a name that we need. */
export function takenOverText(taken: TakeOver): Shown {
  const { kind, key, users } = taken;
  const { was, becomes } = wasAndBecomes(taken);
  const used = users === 0 ? '' : say`, used by ${users} {1|entry|entries}`;
  return say`takes over ${kind} ${cutName(key)}, which stood there before: was ${was}; becomes ${becomes}${used}; it will never be deleted`;
}

/** What it was and what it becomes. */
export function wasAndBecomes(taken: TakeOver): { readonly was: Shown; readonly becomes: Shown } {
  return taken.kind === 'policy'
    ? { was: policyText(taken.was), becomes: policyText(taken.becomes) }
    : { was: groupText(taken.was), becomes: groupText(taken.becomes) };
}

function policyText({ id, downKbps: down, upKbps: up }: Extract<TakeOver, { kind: 'policy' }>['was']): Shown {
  return say`id ${id ?? say`none`}, ${down ?? say`no limit`}/${up ?? say`no limit`} Kbps`;
}

function groupText({ policy, members, ranges }: Extract<TakeOver, { kind: 'group' }>['was']): Shown {
  return say`policy ${policy ?? say`none`}, members ${showSet(members) ?? say`none`}, ranges ${showSet(ranges) ?? say`none`}`;
}
