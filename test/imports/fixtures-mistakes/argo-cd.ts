// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { argoCd } from '../../../imports/index.js';

const destination = { server: 'https://kubernetes.default.svc', namespace: 'a' };

// mistake: an Application without a project => project
export const f1 = argoCd.Application.manifest({ spec: { destination, source: { repoURL: 'https://a' } } });

// mistake: a source without a repository => repoURL
export const f2 = argoCd.Application.manifest({ spec: { project: 'a', destination, source: { path: 'b' } } });

// mistake: prune beside automated => prune
export const f3 = argoCd.Application.manifest({ spec: { project: 'a', destination, syncPolicy: { prune: true } } });

// mistake: the repository's address in the wrong case => repoUrl
export const f4 = argoCd.Application.manifest({
  spec: { project: 'a', destination, source: { repoUrl: 'https://a' } },
});

// mistake: sync options as an object => CreateNamespace
export const f5 = argoCd.Application.manifest({
  spec: { project: 'a', destination, syncPolicy: { syncOptions: { CreateNamespace: true } } },
});

// mistake: an ApplicationSet without generators => generators
export const f6 = argoCd.ApplicationSet.manifest({
  spec: { template: { metadata: { name: 'a' }, spec: { project: 'a', destination } } },
});

// mistake: helm values as an object under the field for text => values
export const f7 = argoCd.Application.manifest({
  spec: { project: 'a', destination, source: { repoURL: 'https://a', helm: { values: { replicas: 2 } } } },
});
