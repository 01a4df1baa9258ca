import type { PullRequest } from '../github/pull-request.ts';
import type { MeasuringJob } from '../publication/measuring-job.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import type { Report } from '../report/report.ts';
import type { RepairTask } from '../task/task.ts';

/** What became of one event. */
export type Outcome =
  | { readonly kind: 'cancelled'; readonly why: string }
  | { readonly kind: 'ignored' | 'refused' | 'answered'; readonly why: string }
  | {
      readonly kind: 'compared';
      readonly comparison: Comparison;
      /** Folder of the run's files. */
      readonly out: string;
      /** Instructions say that it is slower, and the settings say that this fails. */
      readonly failed: boolean;
      /** Why the settings that say so could judge nothing. */
      readonly unjudged?: string | undefined;
      /** The job that measured, where it was another one. */
      readonly measuredBy?: MeasuringJob;
    }
  | {
      readonly kind: 'repaired';
      readonly task: RepairTask;
      readonly report: Report;
      /** Folder of the run's files. */
      readonly out: string;
      readonly branch: string | undefined;
      readonly pull: PullRequest | undefined;
      /** Why what was found is not published, in a sentence or two. */
      readonly trouble: string | undefined;
    };
