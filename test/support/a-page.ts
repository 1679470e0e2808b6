import { readFileSync } from 'node:fs';
import { aWorld, type OnEnd, type World } from './world.ts';

type Context = { onTestFinished: (act: () => Promise<void>) => void };

/** A login that is a page's own undoing, if it is not escaped. */
export const EVIL = '</script><img src=x onerror="document.title=1">';

/** A world whose runs write the page. */
export async function aTown(context: Context) {
  const onEnd: OnEnd = (act) => context.onTestFinished(async () => void (await act()));
  const world = await aWorld(onEnd);
  await world.begin();
  const file = world.path('page.html');
  const page = async (...args: string[]) => {
    const run = await world.run(['--html', file, ...args]);
    return { run, html: readFileSync(file, 'utf8') };
  };
  return { world, file, page };
}

/** Contracts that do not pay. */
export function block({ ixc }: World, most: number): void {
  for (const contract of ixc.isp.contracts.slice(0, most)) contract.status = 'CA';
}

/** What of a page people read: without what is between angle brackets, and with the characters that were escaped. */
export function textOf(html: string): string {
  const body = html
    .replace(/(<\/span>)?<wbr>(<span>)?/g, '')
    .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ');
  return body.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))).replace(/\s+/g, ' ');
}
