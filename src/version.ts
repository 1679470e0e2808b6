declare const __VERSION__: string;

/** The version in package.json, which the build puts here. */
export const VERSION = typeof __VERSION__ === 'undefined' ? 'source' : __VERSION__;
