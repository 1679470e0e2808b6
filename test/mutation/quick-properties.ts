import fc from 'fast-check';

/** A property stops at its first counter-example, and after a while: a mutant need not be explained, only seen. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true, interruptAfterTimeLimit: 400 });
