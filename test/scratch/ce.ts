// @ts-nocheck
const root = process.argv[2];
const { Story } = await import(`${root}/test/stories/story.ts`);
const { CALM } = await import(`${root}/test/stories/events.ts`);
const runs = [
    {events: [{kind: "connects",who: 6,at: 0}],trouble: {unread: {logins: [0],contracts: [],plans: []},force: true}},
    {events: [{kind: "gets prefix",who: 7,prefix: 4},{kind: "contract turns",who: 1,status: "XX"},{kind: "connects",who: 12,at: 7}],trouble: {asked: {slow: false,reduced: "no",factor: 1.5,burst: false,fixedIp: false,grace: 0}}},
    {events: [{kind: "connects",who: 13,at: 4}],trouble: {drops: 2,dualStack: false}},
    {events: [{kind: "contracts turn",from: 8,count: 9,status: "CA"}],trouble: {prune: "none"}},
    {events: [{kind: "gets prefix",who: 2,prefix: 12}],trouble: {refuses: 1,ipv6: true,prune: "none"}},
    {events: [{kind: "contract turns",who: 11,status: "XX"},{kind: "all reconnect",shift: 1},{kind: "BQN is saved"},{kind: "gets prefix",who: 9,prefix: 15}],trouble: {asked: {slow: false,reduced: "no",factor: 1,burst: true,fixedIp: true,grace: 0},unread: {logins: [13,12,13,12,3],contracts: [],plans: []},refuses: 2,dualStack: false}},
    {events: [{kind: "contracts turn",from: 11,count: 6,status: "XX"},{kind: "changes plan",who: 10,plan: 0},{kind: "gets prefix",who: 4,prefix: 10},{kind: "takes name",who: 3,other: 10}],trouble: {refuses: 2,drops: 3,ipv6: true}},
    {events: [{kind: "contract turns",who: 5,status: "XX"},{kind: "time passes",minutes: 1500},{kind: "changes plan",who: 1,plan: 2},{kind: "contracts turn",from: 13,count: 2,status: "gone"}],trouble: {asked: {slow: true,reduced: "no",factor: 1,burst: false,fixedIp: false,grace: 900},drops: 2,ipv6: true}},
];
const ce = await import(`${root}/test/stories/counter-example.ts`);
const chapters = runs.map((r) => ({ events: r.events, trouble: { ...CALM, force: false, ...r.trouble } }));
console.log(Object.keys(ce));
console.log(await new Story().play(chapters));
