/** The server cannot be started like this. The message says why and what to do; the exit code is 2. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}
