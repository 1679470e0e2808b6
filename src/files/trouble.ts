/** Why a file could not be used, as a few words for people. */
export function fileTrouble(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'writing there is not allowed';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'its folder does not exist';
    case 'ELOOP':
      return 'it is a link';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return code ?? (error instanceof Error ? error.message : String(error));
  }
}
