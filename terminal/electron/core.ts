// The utility process: the terminal's agent, the same that Node runs elsewhere. Queue, vault and drivers live here;
// the window may crash and return without them noticing. A utility process speaks to its parent by parentPort, the
// agent by process.send: this file is the adapter between the two.
process.send = (message: unknown): boolean => {
  process.parentPort.postMessage(message);
  return true;
};

await import('#agent/main.ts');
