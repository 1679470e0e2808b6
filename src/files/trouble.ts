import { say } from '../text/language.ts';

/** Whether what was wrong is that nothing lies there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Why a file that should be there could not be read. */
export function readingTrouble(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return say`there is no such file`;
    case 'EACCES':
    case 'EPERM':
      return say`reading it is not allowed`;
    default:
      return fileTrouble(error);
  }
}

/** Why a file could not be used, as a few words for people. */
export function fileTrouble(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return say`the disk is full`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return say`writing there is not allowed`;
    case 'ENOENT':
    case 'ENOTDIR':
      return say`its folder does not exist`;
    case 'ELOOP':
      return say`it is a link`;
    case 'EISDIR':
      return say`it is a folder`;
    default:
      return code ?? (error instanceof Error ? error.message : String(error));
  }
}
