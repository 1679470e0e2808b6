import type { Standing } from '../billing/standing.ts';
import type { WhyNot } from '../changes/why-not.ts';
import type { OfCustomer, OfGroup, OfLeftover, Why } from '../customers/why.ts';
import { overrideText } from '../settings/override-text.ts';
import { phrase, say, translated } from '../text/language.ts';
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
      return followsText(why);
    case "held another's":
      return say`it held what is somebody else's now: ${why.parts.join(' ')}`;
    case 'plan policy':
      return say`plan ${why.id}`;
    case 'policy changed':
      return say`policy ${why.policy}, ${whyText(why.why)}`;
    case 'left behind':
      return say`policy ${why.policy} changed, and the move away from it was refused`;
    case 'asked':
      return why.flag;
    case 'not needed':
    case 'site':
    case 'block policy':
    case 'no such plan':
    case 'as before':
    case 'cut off':
      return translated(PLAIN[why.kind]);
    default:
      return leftoverText(why);
  }
}

const PLAIN = {
  'not needed': phrase`no online login needs it`,
  site: phrase`the site of its customers`,
  'block policy': phrase`for blocked customers`,
  'no such plan': phrase`no plan in IXC has this name`,
  'as before': phrase`as it stood before the first run`,
  'cut off': phrase`written by a run that was killed`,
  'nobody online': phrase`no online login has this IP`,
  quota: phrase`no online login has this IP; it holds a quota, so it stays`,
  "another's prefix": phrase`its prefix is somebody else's now`,
} as const;

function customerText(why: OfCustomer): string {
  if (why.kind !== 'plan') {
    const { standing } = why;
    if (why.kind === 'blocked') return blockedText(standing);
    if (standing.contract === 0) return say`no contract -> service`;
    return say`contract ${standing.contract}: ${statusText(standing)} -> service`;
  }
  const { plan, givesPolicy, found, id } = why;
  const gives = givesPolicy ? say`plan ${plan}` : plan === 0 ? say`no plan` : say`plan ${plan} gives no policy`;
  if (found === 'their own') return gives;
  return `${found === 'nothing' ? 'online' : say`login ${id}`}, ${gives}`;
}

function blockedText(standing: Standing): Shown {
  const { kind, contract } = standing;
  if (kind === 'blocked') return say`contract ${contract}: ${statusText(standing)} -> blocked`;
  // What does not ask for a block keeps one: nobody can say whether it is due, or its end is held back.
  if (contract === 0) return say`no contract, stays blocked`;
  return say`contract ${contract}: ${kind === 'unread' ? say`not read` : statusText(standing)}, stays blocked`;
}

function followsText({ id, blockedBy, letsGo }: Extract<OfGroup, { kind: 'follows' }>): string {
  const letting = letsGo.length === 0 ? '' : say`lets go of what is somebody else's now: ${letsGo.join(' ')}`;
  if (id === undefined) return letting;
  const following = say`dual stack of ${id}${blockedBy === undefined ? '' : `, ${blockedText(blockedBy)}`}`;
  return letting === '' ? following : `${following}; ${letting}`;
}

function leftoverText(why: OfLeftover): Shown {
  switch (why.kind) {
    case 'moved':
      return say`${why.id} is at ${why.ip} now`;
    case 'in doubt':
      return say`${why.logins} logins show this IP, and this is due to none of them`;
    case 'taken':
      return say`${why.by.join(', ')} is at this IP now`;
    case 'out of scope':
      return why.contract === 0
        ? say`no contract: service, out of its scope now`
        : say`contract ${why.contract}: service, out of its scope now`;
    case 'as well':
      return say`${why.id} has this entry as well`;
    default:
      return translated(PLAIN[why.kind]);
  }
}

/** Why an entry is left as it is, or a change did not happen. */
export function whyNotText(why: WhyNot): string {
  switch (why.kind) {
    case 'policy not there':
      return say`its policy ${why.policy} is not on the BQN`;
    case 'speed held back':
      return say`the new speed of policy ${why.policy} is held back`;
    case 'changed since':
      return say`somebody else changed ${why.field} since: it stays ${why.now ?? say`none`}`;
    case 'entry not there':
      return say`the customer's entry at ${why.ip} is not there yet`;
    case "another plan's":
      return say`its policy ${why.policy} is still another plan's`;
    case 'not left':
      return say`${why.customers} customers who are to leave it first could not be moved`;
    case 'refused':
      return why.said;
    default:
      return translated(PLAIN_NOT[why.kind]);
  }
}

const PLAIN_NOT = {
  'held back': phrase`held back`,
  "rules' policy": phrase`without a plan, it keeps the policy of the BQN's rules`,
  unread: phrase`its contract or plan was not among the rows read`,
  'group of one not read': phrase`it was made for another login of this name, who was not among the rows read`,
  'static policy': phrase`the BQN took the last such write without effect: a static policy, made in its GUI`,
  'came to nothing': phrase`the BQN said yes to the last such write and kept nothing of it; it is tried again within a day`,
  'deleted since': phrase`somebody else deleted it since, so it stays away`,
  'in use': phrase`it is still in use`,
  'no effect': phrase`the BQN took the write without effect: a static policy, made in its GUI?`,
  'nothing of it': phrase`the BQN said yes and kept nothing of it`,
  'nothing of all': phrase`the BQN said yes and kept nothing of what was written: it may not write now (cluster, upgrade, full disk)?`,
} as const;
