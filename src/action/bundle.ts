import * as z from 'zod';
import { WrongUse } from '../errors.ts';
import { remoteTip } from '../github/remote.ts';
import { type Report, reportSchema } from '../report/report.ts';
import type { RepairTask } from '../task/task.ts';
import { readBundleFile } from './bundle-file.ts';
import type { Found } from './conclude.ts';
import type { Work } from './work.ts';

const claimSchema = z.object({ schema: z.literal('orps-task/1'), key: z.string() });

/** What a search says of its own task; publishing believes its own event, and compares. */
export const claimOf = ({ key }: RepairTask): z.infer<typeof claimSchema> => ({
  schema: 'orps-task/1',
  key,
});

const MOST_CANDIDATES = 5_000;
/**
 * A finished search from another job, where code ran that a stranger may have
 * written: nothing in it is believed but what is checked here and, when the
 * patch becomes a commit, by the guard. Throws WrongUse.
 */
export async function readBundle(work: Work, task: RepairTask, head: string): Promise<Found> {
  const { bundle } = work.settings;
  if (bundle === undefined) {
    throw new WrongUse(
      '`mode: publish` needs a `bundle`.',
      'Download the artifact of the search job and name its folder.',
    );
  }
  const claim = await readBundleFile(bundle, 'task.json', claimSchema, 'search');
  const report: Report = await readBundleFile(bundle, 'result.json', reportSchema, 'search');
  if (claim.key !== task.key) {
    throw new WrongUse(
      `The bundle is for ${JSON.stringify(claim.key)}, and this run is for ${task.key}.`,
      'If the pull request has moved on, start again from its new head.',
    );
  }
  const bases = task.base.sha === undefined ? [head, await tipOf(work, task)] : [task.base.sha];
  if (!bases.includes(report.base.sha)) {
    throw new WrongUse(
      `The bundle's patch is for commit ${report.base.sha.slice(0, 12)}, which is not what this run is about.`,
      'Start again from the branch as it is now.',
    );
  }
  if (report.candidates.length > MOST_CANDIDATES) {
    throw new WrongUse(
      `The bundle's result.json has ${report.candidates.length} candidates, more than any search tries.`,
      'Let `bundle` name the folder that the search job left, as it was downloaded.',
    );
  }
  return { report, out: bundle };
}

const tipOf = ({ runner, remote }: Work, { base }: RepairTask): Promise<string | undefined> =>
  remoteTip(runner.temp, remote, base.branch);
