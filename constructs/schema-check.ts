import { type CrdDocument, SchemaChecker } from '../checks/schema/index.js';
import { readCdk8sConfig } from '../manifests/cdk8s-config.js';
import { localImports, readCrds } from '../manifests/crds.js';
import { describeIdentity } from '../manifests/identity.js';
import type { ManifestData } from '../manifests/order.js';

/** A rendered object and the construct that made it. */
interface Made {
  readonly origin: string;
  readonly object: ManifestData;
}

export interface SchemaReport {
  /** What an API server would refuse, one message each. */
  readonly refusals: readonly string[];
  /** What could not be checked. */
  readonly notices: readonly string[];
}

/**
 * Checks every object against the schema of its kind, as an API server does. A kind that is not pinned here is looked up in
 * the user's own CRDs; those of cdk8s.yaml are only read where such a kind is met, since reading them takes longer than all
 * the rest.
 *
 * @param crds files and folders of CRDs that win over the pinned ones; none for those of `imports` in cdk8s.yaml
 */
export function checkSchemas(made: readonly Made[], crds: readonly string[] | undefined): SchemaReport {
  const own = crds && (readCrds(crds) as readonly CrdDocument[]);
  let checker = new SchemaChecker({ crds: own });
  let refusals = made.flatMap((entry) => messages(checker, entry));
  if (checker.unknownKinds.length > 0 && own === undefined) {
    const imported = readCrds(localImports(readCdk8sConfig().imports)) as readonly CrdDocument[];
    if (imported.length > 0) {
      checker = new SchemaChecker({ crds: imported });
      refusals = made.flatMap((entry) => messages(checker, entry));
    }
  }
  return {
    refusals,
    notices: checker.unknownKinds.map(
      (kind) =>
        `${kind}: not checked, since there is no schema of this kind. Name its CRD in new MeshApp({ crds: […] }) or in \`imports\` of cdk8s.yaml.`,
    ),
  };
}

const NONE: readonly string[] = [];

function messages(checker: SchemaChecker, { origin, object }: Made): readonly string[] {
  const findings = checker.check(object);
  if (findings.length === 0) return NONE;
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.map(
    ({ code, path, message }) =>
      `${origin}: ${path === '' ? '' : `${path} of `}${describeIdentity(object)}: ${message} (${code})`,
  );
}
