import { Duration } from 'cdk8s';
import { Env, MeshCronJob, MeshJob, type MeshJobProps, Volume } from '../../../constructs/index.js';
import type { Cases, Declare } from '../case.js';

const at = 'prod/shop/job';
const job =
  (props: Partial<MeshJobProps>): Declare =>
  (shop) =>
    new MeshJob(shop, 'job', { image: 'job:1', ...props });
const scheduled =
  (schedule: string, timeZone?: string): Declare =>
  (shop) =>
    new MeshCronJob(shop, 'job', { image: 'job:1', schedule, timeZone });

const noSchedule = {
  at,
  why: 'a CronJob takes five fields (minute, hour, day of month, month, day of week) or a macro such as @daily.',
  fix: 'write it like "0 0 1 * *" (midnight on the first of each month).',
};
const noZone = {
  at,
  why: 'the API server refuses TZ in a schedule.',
  fix: "give timeZone: 'Europe/Berlin' beside the schedule.",
};
const notSeconds = {
  at,
  why: 'Kubernetes counts whole seconds, from 1 s on.',
  fix: 'give whole seconds, or leave it out.',
};
const notCount = { at, why: 'it counts the tries after the first.', fix: 'give a whole number from 0 on.' };

export const jobs: Cases = {
  ...Object.fromEntries(
    ['', '0 0 1 *', '0 0 0 1 * *', '@dayly', 'every day at 10:30', '0 0 1 * *; echo'].map((schedule) => [
      `the schedule "${schedule}"`,
      {
        wrong: scheduled(schedule),
        says: { what: `the schedule is "${schedule}".`, ...noSchedule },
        right: {
          'five fields': scheduled('*/5 0-6,22 1 JAN-MAR MON'),
          'a macro': scheduled('@hourly'),
        },
      },
    ]),
  ),
  'a time zone in the schedule': {
    wrong: scheduled('TZ=Europe/Berlin 0 0 1 * *'),
    says: { what: 'the schedule "TZ=Europe/Berlin 0 0 1 * *" sets a time zone.', ...noZone },
    right: { 'beside it': scheduled('0 0 1 * *', 'Europe/Berlin') },
  },
  'a time zone in the schedule, as cron writes it': {
    wrong: scheduled('CRON_TZ=UTC @daily'),
    says: { what: 'the schedule "CRON_TZ=UTC @daily" sets a time zone.', ...noZone },
    right: { 'beside it': scheduled('@daily', 'UTC') },
  },
  'a deadline of zero': {
    wrong: job({ activeDeadline: Duration.seconds(0) }),
    says: { what: 'activeDeadline is 0 ms.', ...notSeconds },
    right: { 'of a second': job({ activeDeadline: Duration.seconds(1) }) },
  },
  'a deadline in fractions of a second': {
    wrong: job({ activeDeadline: Duration.millis(1500) }),
    says: { what: 'activeDeadline is 1500 ms.', ...notSeconds },
    right: { 'whole seconds in another unit': job({ activeDeadline: Duration.millis(2000) }) },
  },
  'less than no tries after the first': {
    wrong: job({ backoffLimit: -1 }),
    says: { what: 'backoffLimit is -1.', ...notCount },
    right: { none: job({ backoffLimit: 0 }) },
  },
  "a secret in a Job's environment": {
    wrong: job({ env: { DB_PASSWORD: 'hunter2' } }),
    says: {
      at,
      what: 'env.DB_PASSWORD is a literal under the name of a secret.',
      why: 'the rendered manifests are committed, and a secret in them is a secret no more.',
      fix: "write env.DB_PASSWORD: Env.secret('<secret name>', '<key>'), or Env.notSecret(…) where it is none.",
    },
    right: { 'a reference to one': job({ env: { DB_PASSWORD: Env.secret('db', 'password') } }) },
  },
  'a claim for each pod of a Job': {
    wrong: job({ volumes: { data: Volume.claim('/data', { size: '1Gi' }) } }),
    says: {
      at,
      what: 'volumes.data is a claim for each pod, in a Job.',
      why: 'only a StatefulSet makes a claim for each pod.',
      fix: "say workload: 'StatefulSet', or mount an existing claim with Volume.persistentVolumeClaim(…).",
    },
    right: { 'an existing claim': job({ volumes: { data: Volume.persistentVolumeClaim('/data', 'data') } }) },
  },
  'a claim for each pod of a CronJob': {
    wrong: (shop) =>
      new MeshCronJob(shop, 'job', {
        image: 'job:1',
        schedule: '@daily',
        volumes: { data: Volume.claim('/data', { size: '1Gi' }) },
      }),
    says: {
      at,
      what: 'volumes.data is a claim for each pod, in a CronJob.',
      why: 'only a StatefulSet makes a claim for each pod.',
      fix: "say workload: 'StatefulSet', or mount an existing claim with Volume.persistentVolumeClaim(…).",
    },
    right: { 'an empty folder': job({ volumes: { data: Volume.emptyDir('/data') } }) },
  },
};
