import type { Finding, RuleName } from '../proof/situation.ts';
import type { BqnOutcome, Outcome } from '../run/outcome.ts';
import { phrase, say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { line, type Shown } from '../text/shown.ts';

/** Findings told one by one; the rest is counted. */
const MOST = 5;

/** What a rule of the proof claims, for whoever reads that it does not hold. */
const RULE_TEXTS: Readonly<Record<RuleName, string>> = {
  'under another': phrase`nobody online is under the block, plan or limit of another`,
  'let through': phrase`nobody blocked is let through whose contract was not seen in service`,
  'blocked for nothing': phrase`nobody is blocked but by a contract that was seen out of service`,
  'policy not there': phrase`every policy that is named is there`,
  'other speed': phrase`a policy says the speed of its plan`,
  'limit lost': phrase`nobody loses their limit but by a plan without one`,
  "others' entry": phrase`nothing that belongs to others is changed`,
  "others' field": phrase`no field of others is changed`,
  'not served': phrase`whoever is not served keeps what they have`,
  'too many': phrase`no more harm than the limits let pass`,
  'not as told': phrase`what is told is what the writes make`,
  'at odds': phrase`entries and groups of a customer say the same`,
  undone: phrase`whoever is to have something gets it`,
};

/**
 * What is wrong with a plan of changes, a line each that can be sent as it is: policies and the ids of logins, but nobody's
 * name, address or key.
 */
export function defectLines(bqn: BqnOutcome): Shown[] {
  return [...missedLines(bqn), ...findingLines(bqn)];
}

function missedLines({ label, missed = [] }: BqnOutcome): Shown[] {
  if (missed.length === 0) return [];
  const shown = missed.slice(0, MOST).join(', ');
  return [
    say`BQN ${label}: a look at everybody found ${missed.length} changes that a look at what had changed would have missed (${shown}${missed.length > MOST ? ', ...' : ''}); they are made; this is a defect of the program, please report this line, and run with --full until it is mended`,
  ];
}

function findingLines({ label, proof }: BqnOutcome): Shown[] {
  const findings = proof?.findings ?? [];
  if (proof === undefined || findings.length === 0) return [];
  const more = findings.length - MOST;
  const withheld = proof.withheld.length;
  return [
    ...findings
      .slice(0, MOST)
      .map((finding) => say`BQN ${label}: the plan of changes was wrong: ${findingText(finding)}`),
    ...(more > 0 ? [say`BQN ${label}: the plan of changes was wrong in ${more} further places`] : []),
    say`BQN ${label}: ${withheld} changes withheld, the rest goes on; this is a defect of the program, please report these lines`,
  ];
}

/** `nobody is blocked but by ...: update subscriber, login 12 (Gold -> Billing-Block)`. */
export function findingText({ rule, change, logins, was = null, becomes = null }: Finding): Shown {
  const what = change === undefined ? '' : `: ${change.action} ${change.kind}`;
  const shown = logins.slice(0, MOST).join(', ');
  const who = logins.length === 0 ? '' : say`, login ${shown}${logins.length > MOST ? ', ...' : ''}`;
  const fate = was === null && becomes === null ? '' : ` (${cutName(was ?? '-')} -> ${cutName(becomes ?? '-')})`;
  return line`${translated(RULE_TEXTS[rule])}${what}${who}${fate}`;
}

/** What was proved of how many, for `-v`. */
export function provedLines({ bqns }: Outcome): Shown[] {
  return bqns.flatMap(({ label, proof }) => {
    if (proof === undefined) return [];
    const { changes, customers, wanted } = proof.looked;
    const rules = Object.keys(RULE_TEXTS).length;
    return [
      say`BQN ${label}: proved by ${rules} rules: ${changes} changes at ${customers} customers, ${wanted} wanted entries; ${proof.withheld.length} changes withheld`,
    ];
  });
}
