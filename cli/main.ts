#!/usr/bin/env node
import { SetupError } from '../manifests/setup-error.js';
import { synth, usage } from './synth.js';
import { UsageError } from './usage-error.js';

/** Every command, one file each. */
const COMMANDS: Readonly<
  Record<string, { readonly run: (args: readonly string[]) => number; readonly usage: string }>
> = {
  synth: { run: synth, usage },
};

function main([name, ...args]: readonly string[]): number {
  const command = COMMANDS[name ?? ''];
  const asksForHelp =
    name === undefined || name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h');
  if (asksForHelp) {
    process.stdout.write(
      command
        ? command.usage
        : Object.values(COMMANDS)
            .map(({ usage }) => usage)
            .join('\n'),
    );
    return 0;
  }
  if (!command) throw new UsageError(`there is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  return command.run(args);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const isOptionError = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof UsageError || error instanceof SetupError || isOptionError)) throw error;
  process.stderr.write(`cdk8s-mesh: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
