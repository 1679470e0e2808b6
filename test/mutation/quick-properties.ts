import fc from 'fast-check';

/**
 * A property stops at its first counter-example, and after so many ms: a mutant need not be explained, only seen, and it is
 * the examples by hand that should see it.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true, interruptAfterTimeLimit: 300 });
