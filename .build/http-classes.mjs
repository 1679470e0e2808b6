/**
 * Where ky reads its classes of the host, and what it finds there in the bundle. The tests of the HTTP client run over
 * these too (test/vitest.config.ts), so that what is tested is what ships.
 */
export const HTTP_CLASSES = {
  // ky finds its classes on globalThis; old Nodes have none, and new ones send every body through a stream.
  'globalThis.Request': 'ThinRequest',
  'globalThis.Response': 'ThinResponse',
  'globalThis.Headers': 'ThinHeaders',
  // Without these ky makes no AbortController a request, which nobody asks, and Node does not load its own fetch.
  'globalThis.AbortController': 'undefined',
  'globalThis.FormData': 'undefined',
  'globalThis.ReadableStream': 'undefined',
  // Without globalThis too, in ky and here: a bare name is a ReferenceError on Node 16.
  Request: 'ThinRequest',
  Response: 'ThinResponse',
  Headers: 'ThinHeaders',
};

/** The module that holds them, below the top level. */
export const HTTP_CLASSES_MODULE = 'src/http/thin-classes.ts';
