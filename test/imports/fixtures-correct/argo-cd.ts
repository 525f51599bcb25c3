// Specs written as Argo CD's documentation writes them: all compile.
import { argoCd } from '../../../imports/index.js';

export const application = argoCd.Application.manifest({
  metadata: { name: 'guestbook', namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
  spec: {
    project: 'default',
    source: {
      repoURL: 'https://github.com/argoproj/argocd-example-apps.git',
      targetRevision: 'HEAD',
      path: 'guestbook',
    },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'guestbook' },
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: ['CreateNamespace=true', 'RespectIgnoreDifferences=true'],
      retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
    },
    ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
  },
});

export const severalSources = argoCd.Application.manifest({
  spec: {
    project: 'default',
    destination: { name: 'in-cluster', namespace: 'default' },
    sources: [
      {
        chart: 'prometheus',
        repoURL: 'https://prometheus-community.github.io/helm-charts',
        targetRevision: '15.7.1',
        helm: { valueFiles: ['$values/values.yaml'], valuesObject: { server: { replicas: 2 } } },
      },
      { repoURL: 'https://git.example.com/org/value-files.git', targetRevision: 'dev', ref: 'values' },
    ],
  },
});

export const project = argoCd.AppProject.manifest({
  spec: {
    description: 'Example Project',
    sourceRepos: ['*'],
    destinations: [{ namespace: 'guestbook', server: 'https://kubernetes.default.svc' }],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    roles: [{ name: 'read-only', policies: ['p, proj:p:read-only, applications, get, p/*, allow'], groups: ['team'] }],
    syncWindows: [
      { kind: 'allow', schedule: '10 1 * * *', duration: '1h', applications: ['*-prod'], manualSync: true },
    ],
  },
});

export const set = argoCd.ApplicationSet.manifest({
  spec: {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [
      { list: { elements: [{ cluster: 'engineering-dev', url: 'https://1.2.3.4' }] } },
      {
        matrix: {
          generators: [
            { git: { repoURL: 'https://github.com/x/y.git', revision: 'HEAD', directories: [{ path: 'apps/*' }] } },
            { clusters: { selector: { matchLabels: { env: 'prod' } } } },
          ],
        },
      },
    ],
    template: {
      metadata: { name: '{{.cluster}}-guestbook' },
      spec: {
        project: 'my-project',
        source: { repoURL: 'https://github.com/x/y.git', targetRevision: 'HEAD', path: 'apps/{{.cluster}}' },
        destination: { server: '{{.url}}', namespace: 'guestbook' },
      },
    },
    syncPolicy: { preserveResourcesOnDeletion: true },
  },
});
