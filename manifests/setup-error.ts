/** Something outside the app that keeps it from being rendered: cdk8s.yaml, a file it names, the output folder, the disk. */
export class SetupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SetupError';
  }
}
