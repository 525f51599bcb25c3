import { kubernetes } from '../imports/index.js';
import type { JobIntent } from '../intent/model.js';
import type { Manifest, Mesh } from '../meshes/mesh.js';
import { mergeMarks, nameLabel } from './marks.js';
import { configMaps, podTemplate } from './pod.js';
import { serviceAccount } from './service.js';

/** A Job or CronJob, with its service account and configuration. */
export function job(job: JobIntent, mesh: Mesh): readonly Manifest[] {
  const { name, namespace, schedule } = job;
  const marks = mergeMarks(job, { labels: nameLabel(name) });
  const metadata = { name, namespace: namespace.name, ...marks };
  const pod = {
    name,
    namespace: namespace.name,
    container: job.container,
    ports: {},
    serviceAccount: job.serviceAccount,
    configName: name,
    restartPolicy: 'Never' as const,
    marks: mergeMarks(
      { labels: { app: name } },
      { labels: job.podLabels, annotations: job.podAnnotations },
      mesh.podMarks(true),
      { labels: nameLabel(name) },
    ),
  };
  const spec = {
    backoffLimit: job.backoffLimit,
    activeDeadlineSeconds: job.activeDeadlineMs === undefined ? undefined : job.activeDeadlineMs / 1000,
    template: podTemplate(pod),
  };
  return [
    ...serviceAccount(job.serviceAccount, namespace.name, marks),
    ...configMaps(pod, marks),
    schedule
      ? kubernetes.CronJob.manifest({
          metadata,
          spec: {
            schedule: schedule.cron,
            timeZone: schedule.timeZone,
            concurrencyPolicy: schedule.concurrencyPolicy,
            suspend: schedule.suspend,
            jobTemplate: { spec },
          },
        })
      : kubernetes.Job.manifest({ metadata, spec }),
  ];
}
