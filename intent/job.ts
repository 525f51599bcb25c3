import { containerRefusals } from './container.js';
import { serviceAccountRefusals } from './identity.js';
import type { JobIntent } from './model.js';
import { MAX_CRON_JOB_NAME, nameRefusals } from './names.js';
import type { Refusal } from './refusal.js';

const MACROS = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const CRON_FIELD = /^[\d*/,\-A-Za-z?]+$/;

export function* jobRefusals(job: JobIntent): Iterable<Refusal> {
  const { origin, schedule } = job;
  yield* nameRefusals(origin, schedule ? 'CronJob' : 'Job', job.name, {
    form: 'label',
    ...(schedule && {
      max: MAX_CRON_JOB_NAME,
      because: `Kubernetes appends up to 11 characters to name its Jobs, so a CronJob's name has at most ${MAX_CRON_JOB_NAME}.`,
    }),
  });
  // An account that is named after its Job is refused with it.
  const account = job.serviceAccount.name;
  if (account !== job.name || account === 'default') yield* serviceAccountRefusals(origin, account);
  yield* containerRefusals(origin, job.container, {}, schedule ? 'CronJob' : 'Job');
  if (job.activeDeadlineMs !== undefined && (job.activeDeadlineMs <= 0 || job.activeDeadlineMs % 1000 !== 0)) {
    yield {
      origin,
      problem: `activeDeadline is ${job.activeDeadlineMs} ms.`,
      reason: 'Kubernetes counts whole seconds, from 1 s on.',
      mend: 'give whole seconds, or leave it out.',
    };
  }
  if (job.backoffLimit !== undefined && !(Number.isInteger(job.backoffLimit) && job.backoffLimit >= 0)) {
    yield {
      origin,
      problem: `backoffLimit is ${job.backoffLimit}.`,
      reason: 'it counts the tries after the first.',
      mend: 'give a whole number from 0 on.',
    };
  }
  if (schedule) {
    const fields = schedule.cron.trim().split(/\s+/);
    if (/TZ=/.test(schedule.cron)) {
      yield {
        origin,
        problem: `the schedule "${schedule.cron}" sets a time zone.`,
        reason: 'the API server refuses TZ in a schedule.',
        mend: "give timeZone: 'Europe/Berlin' beside the schedule.",
      };
    } else if (
      !MACROS.test(schedule.cron) &&
      !(fields.length === 5 && fields.every((field) => CRON_FIELD.test(field)))
    ) {
      yield {
        origin,
        problem: `the schedule is "${schedule.cron}".`,
        reason:
          'a CronJob takes five fields (minute, hour, day of month, month, day of week) or a macro such as @daily.',
        mend: 'write it like "0 0 1 * *" (midnight on the first of each month).',
      };
    }
  }
}
