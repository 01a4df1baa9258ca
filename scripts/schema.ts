/** Writes `schema/result.schema.json` from the zod schema; `--check` fails when it is stale. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { reportSchema } from '../src/report/report.ts';

const file = join(import.meta.dirname, '..', 'schema', 'result.schema.json');
const { $schema, ...rest } = z.toJSONSchema(reportSchema, { io: 'input' });
const wanted = `${JSON.stringify({ $schema, $id: 'urn:orps:result:1', ...rest }, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
    console.error(
      'schema/result.schema.json is stale: run `node scripts/schema.ts` and commit it.',
    );
    process.exitCode = 1;
  }
} else {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, wanted);
}
