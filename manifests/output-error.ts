/** Something outside the app that keeps its output from being written: a full disk, a folder that is not ours, another run. */
export class OutputError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutputError';
  }
}
