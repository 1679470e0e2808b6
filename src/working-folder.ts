/**
 * A shell may stand in a folder that is gone, and some packages ask for the current folder while they are loaded. So this
 * is the first thing that main.ts imports.
 */
try {
  process.cwd();
} catch {
  process.chdir('/');
}
