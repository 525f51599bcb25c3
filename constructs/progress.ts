/** Time after which a run tells how far it is, in milliseconds. */
const PATIENCE = 1000;
/** Time between two words of it. */
const INTERVAL = 200;

/** Tells on a terminal how far a run is, once it has taken over a second; nothing where standard error is no terminal. */
export class Progress {
  private readonly started = performance.now();
  private told = 0;
  private done = 0;

  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly terminal: { readonly isTTY?: boolean; write(text: string): unknown } = process.stderr,
  ) {}

  step(): void {
    this.done += 1;
    const now = performance.now();
    if (!this.terminal.isTTY || now - this.started < PATIENCE || now - this.told < INTERVAL) return;
    this.told = now;
    this.terminal.write(`\r${this.what} ${this.done} of ${this.total}`);
  }

  /** Clears the line, if one was written. */
  end(): void {
    if (this.told > 0) this.terminal.write('\r\x1b[K');
  }
}
