import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type BqnOptions,
  type BqnSimulator,
  type Isp,
  type IxcOptions,
  type IxcSimulator,
  startBqn,
  startIxc,
} from '../simulator/index.ts';
import { isFromSource } from './from-source.ts';
import { canRunInProcess, runInProcess } from './in-process.ts';
import { nodeUnderTest, type Run, type StartOptions, startProcess } from './process.ts';

export { nodeUnderTest, type Run, type StartOptions, startProcess };

const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));

/** An empty folder with the bundle in it and no node_modules in sight: the program as it is delivered. */
export interface Box {
  readonly folder: string;
  readonly bundle: string;
  readonly stateFile: string;
  readonly caFile: string;
  /** Runs the bundle. IXC, key and BQN come from the environment, as the wrapper gives them. */
  run(args?: readonly string[], options?: StartOptions): Promise<Run>;
  path(name: string): string;
}

export interface Systems {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
}

/** Starts both systems and lays out a box that knows them. All of it ends with the test. */
export async function aBox(
  isp: Isp,
  options: { readonly ixc?: IxcOptions; readonly bqn?: BqnOptions } = {},
): Promise<Box & Systems> {
  const ixc = await startIxc(isp, options.ixc);
  onTestFinished(() => ixc.close());
  const bqn = await startBqn(options.bqn);
  onTestFinished(() => bqn.close());
  return { ...layOut(ixc, bqn), ixc, bqn };
}

/** A box for systems that the test started itself. */
export function layOut(ixc: IxcSimulator, bqn: BqnSimulator | undefined): Box {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const bundle = path('sync-ixc-bqn.js');
  copyFileSync(BUNDLE, bundle);
  const caFile = path('ixc-ca.pem');
  writeFileSync(caFile, ixc.certificate);
  const env = {
    // Where nothing but the shell's own folders is searched, as under cron.
    PATH: '/usr/bin:/bin',
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: caFile,
    ...(bqn && { BQN_OAM_IP: bqn.host, BQN_REST_USER: bqn.user, BQN_REST_PW: bqn.password }),
  };
  return {
    folder,
    bundle,
    caFile,
    stateFile: path('sync-ixc-bqn.state.json'),
    path,
    run(args = [], options = {}) {
      const start = { program: bundle, args, env: { ...env, ...options.env } };
      const isPlain = options.onStart === undefined && options.cwd === undefined;
      if (isFromSource() && isPlain && canRunInProcess(start)) return runInProcess(start);
      return startProcess(nodeUnderTest(), [bundle, ...args], {
        ...options,
        cwd: options.cwd ?? folder,
        env: start.env,
      });
    },
  };
}
