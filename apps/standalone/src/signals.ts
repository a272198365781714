/** Resolves when somebody asks the process to stop; a second Ctrl-C ends it at once. */
export function onceStopped(): Promise<void> {
  return new Promise((done) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isStopping && signal === 'SIGINT') process.exit(130);
        isStopping = true;
        done();
      });
    }
  });
}
