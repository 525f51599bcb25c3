import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '..');

/** What a run builds, laid out as a package with its `lib/`; git ignores it. */
export const work = join(root, '.tmp-bench');

/** Everything that is rendered, in memory where the system has such a place: see `emptied`. */
export const manifests = join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cdk8s-mesh-bench');

/** What a timed command writes; emptied before each of its runs. */
export const out = join(manifests, 'out');

/** Our output, made once, which other commands read. */
export const rendered = join(manifests, 'rendered');

/** The objects of so many services, for cdk8s alone. */
export const objectsFile = (services: number) => join(work, `objects-${services}.json`);

/**
 * Before each run. On ext4 a file that is made less than five minutes after others were deleted costs half a millisecond (the
 * kernel's recently_deleted()), which would be measured instead.
 */
export const emptied = `rm -rf ${out} && mkdir -p ${out}`;
