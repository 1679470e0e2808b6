import type { Standing } from '../billing/standing.ts';
import type { Refused, WhyNot } from '../changes/why-not.ts';
import type { OfCustomer, OfGroup, OfLeftover, Why } from '../customers/why.ts';
import { overrideText } from '../settings/override-text.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { statusText } from './billing-words.ts';

/** Why something is written, or comes to a customer. It is made when it is shown: of tens of thousands a few are. */
export function whyText(why: Why): string {
  switch (why.kind) {
    case 'blocked':
    case 'let through':
    case 'plan': {
      const text = customerText(why);
      return why.override === undefined ? text : `${text} (${overrideText(why.override)})`;
    }
    case 'follows':
    case 'not needed':
    case "held another's":
    case 'site':
      return groupText(why);
    case 'block policy':
      return say`for blocked customers`;
    case 'plan policy':
      return say`plan ${why.id}`;
    case 'no such plan':
      return say`no plan in IXC has this name`;
    case 'policy changed':
      return say`policy ${why.policy}, ${whyText(why.why)}`;
    case 'left behind':
      return say`policy ${why.policy} changed, and the move away from it was refused`;
    case 'asked':
      return why.flag;
    case 'as before':
      return say`as it stood before the first run`;
    default:
      return leftoverText(why);
  }
}

function customerText(why: OfCustomer): string {
  switch (why.kind) {
    case 'blocked':
      return blockedText(why.standing);
    case 'let through':
      return say`contract ${why.standing.contract}: ${statusText(why.standing)} -> service`;
    case 'plan': {
      const { plan, givesPolicy, found, id } = why;
      const gives = givesPolicy ? say`plan ${plan}` : plan === 0 ? say`no plan` : say`plan ${plan} gives no policy`;
      if (found === 'their own') return gives;
      return `${found === 'nothing' ? 'online' : say`login ${id}`}, ${gives}`;
    }
  }
}

function blockedText(standing: Standing): Shown {
  return say`contract ${standing.contract}: ${blockingStatus(standing)} -> blocked`;
}

function blockingStatus(standing: Standing): string {
  const status = statusText(standing);
  return status === 'unknown' ? say`no status` : status;
}

function groupText(why: OfGroup): string {
  switch (why.kind) {
    case 'not needed':
      return say`no online login needs it`;
    case "held another's":
      return say`it held what is somebody else's now: ${why.parts.join(' ')}`;
    case 'site':
      return say`the site of its customers`;
    case 'follows': {
      const { id, blockedBy, letsGo } = why;
      const letting = letsGo.length === 0 ? '' : say`lets go of what is somebody else's now: ${letsGo.join(' ')}`;
      if (id === undefined) return letting;
      const blocked = blockedBy && say`, contract ${blockedBy.contract}: ${blockingStatus(blockedBy)} -> blocked`;
      const following = say`dual stack of ${id}${blocked ?? ''}`;
      return letting === '' ? following : `${following}; ${letting}`;
    }
  }
}

function leftoverText(why: OfLeftover): Shown {
  switch (why.kind) {
    case 'nobody online':
      return say`no online login has this IP`;
    case 'quota':
      return say`no online login has this IP; it holds a quota, so it stays`;
    case "another's prefix":
      return say`its prefix is somebody else's now`;
    case 'moved':
      return say`${why.id} is at ${why.ip} now`;
    case 'in doubt':
      return say`${why.logins} logins show this IP, and this is due to none of them`;
    case 'taken':
      return say`${why.by.join(', ')} is at this IP now`;
    case 'out of scope':
      return say`contract ${why.contract}: service, out of its scope now`;
    case 'as well':
      return say`${why.id} has this entry as well`;
  }
}

/** Why an entry is left as it is, or a change did not happen. */
export function whyNotText(why: WhyNot): string {
  switch (why.kind) {
    case 'policy not there':
      return say`its policy ${why.policy} is not on the BQN`;
    case 'held back':
      return say`held back`;
    case 'speed held back':
      return say`the new speed of policy ${why.policy} is held back`;
    case "rules' policy":
      return say`without a plan, it keeps the policy of the BQN's rules`;
    case 'unread':
      return say`its contract or plan was not among the rows read`;
    case 'static policy':
      return say`the BQN took the last such write without effect: a static policy, made in its GUI`;
    case 'came to nothing':
      return say`the BQN said yes to the last such write and kept nothing of it; it is tried again within a day`;
    case 'deleted since':
      return say`somebody else deleted it since, so it stays away`;
    case 'changed since':
      return say`somebody else changed ${why.field} since: it stays ${why.now ?? 'none'}`;
    default:
      return refusalText(why);
  }
}

function refusalText(why: Refused): string {
  switch (why.kind) {
    case 'in use':
      return say`it is still in use`;
    case 'entry not there':
      return say`the customer's entry at ${why.ip} is not there yet`;
    case "another plan's":
      return say`its policy ${why.policy} is still another plan's`;
    case 'not left':
      return say`${why.customers} customers who are to leave it first could not be moved`;
    case 'no effect':
      return say`the BQN took the write without effect: a static policy, made in its GUI?`;
    case 'nothing of it':
      return say`the BQN said yes and kept nothing of it`;
    case 'nothing of all':
      return say`the BQN said yes and kept nothing of what was written: it may not write now (cluster, upgrade, full disk)?`;
    case 'refused':
      return why.said;
  }
}
