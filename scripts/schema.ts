/**
 * Writes what is generated from the sources: the published JSON Schemas and the
 * README's workflow and tables of inputs and outputs. `--check` fails when one is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { configurationSchema } from '../src/action/inputs.ts';
import { comparisonSchema } from '../src/report/comparison/comparison.ts';
import { reportSchema } from '../src/report/report.ts';
import { actionFile } from './action-file.ts';

const root = join(import.meta.dirname, '..');

const asText = (id: string, { $schema, ...rest }: Record<string, unknown>): string =>
  `${JSON.stringify({ $schema, $id: id, ...rest }, null, 2)}\n`;

const resultSchema = (): string =>
  asText('urn:orps:result:1', z.toJSONSchema(reportSchema, { io: 'input' }));

const comparedSchema = (): string =>
  asText('urn:orps:comparison:1', z.toJSONSchema(comparisonSchema, { io: 'input' }));

/** `.github/orps.yml`, with the descriptions of action.yml, so that editors complete it. */
function fileSchema(): string {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input' });
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const description = actionFile.inputs[key]?.description;
    if (typeof property === 'object' && description) property.description = description;
  }
  const title = 'Settings of orps for a repository (.github/orps.yml)';
  return asText('urn:orps:configuration:1', { ...schema, title });
}

const table = (head: string, entries: typeof actionFile.inputs): string =>
  [
    `| ${head} | |`,
    '|---|---|',
    ...Object.entries(entries).map(
      ([name, { description }]) => `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`,
    ),
  ].join('\n');

/** The example, without what it says to the tools that check it here. */
async function workflow(): Promise<string> {
  const text = await readFile(join(root, 'examples', 'orps.yml'), 'utf8');
  return `\`\`\`yaml\n${text.replace(/ # zizmor: .*/g, '').trimEnd()}\n\`\`\``;
}

async function readme(): Promise<string> {
  const parts = [
    ['workflow', 'examples/orps.yml', await workflow()],
    ['inputs', 'action.yml', table('Input', actionFile.inputs)],
    ['outputs', 'action.yml', table('Output', actionFile.outputs)],
  ] as const;
  return parts.reduce(
    (whole, [part, source, content]) =>
      whole.replace(
        new RegExp(`(<!-- ${part}: generated from ${source} -->\\n)[\\s\\S]*?(<!-- end -->)`),
        (_, start: string, end: string) => `${start}${content}\n${end}`,
      ),
    await readFile(join(root, 'README.md'), 'utf8'),
  );
}

const wanted: Readonly<Record<string, string>> = {
  'schema/result.schema.json': resultSchema(),
  'schema/comparison.schema.json': comparedSchema(),
  'schema/orps.schema.json': fileSchema(),
  'README.md': await readme(),
};

for (const [name, text] of Object.entries(wanted)) {
  const file = join(root, name);
  if (!process.argv.includes('--check')) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is stale: run \`node scripts/schema.ts\` and commit it.`);
    process.exitCode = 1;
  }
}
