import { createHash, randomBytes } from 'node:crypto';
import { agreedFile, readAgreed, removeAgreed, writeAgreed } from '../agreement/agreed-file.ts';
import type { AgreementPort } from './ports.ts';

/** Of fewer customers a run looks at all of them in less time than it takes to start. */
const LEAST = 1000;

/** The price of looking at a part is worth it while little has changed. */
const MOST_SHARE = 0.05;

/** Keeps who is in agreement in a file for each BQN beside the state file. */
export function agreementBeside(stateFile: string, version: string): AgreementPort {
  const fileOf = (label: string) => agreedFile(stateFile, label);
  return {
    least: LEAST,
    mostShare: MOST_SHARE,
    version,
    read: (label, name) => readAgreed(fileOf(label), name),
    write: (label, name, agreed) => writeAgreed(fileOf(label), name, agreed),
    remove: (label) => removeAgreed(fileOf(label)),
    random: randomBytes,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
