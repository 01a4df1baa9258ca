import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withGoCache } from '../../src/measure/go-cache.ts';
import { runIn, smallRepository, temporaryFolder, workingLevels } from '../workspace/repository.ts';

const confined = (await workingLevels()).filter((level) => level !== 'process');

test.each(confined)(
  'at level %s the build cache begins as the user has it, and is another',
  async (level) => {
    await using home = await temporaryFolder('/var/lib');
    const cache = join(home.path, '.cache/go-build');
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, 'one-a'), 'compiled');
    await using repository = await smallRepository();
    await using workspaces = await repository.open({
      level,
      environment: { PATH: process.env.PATH, HOME: home.path },
    });
    const line = withGoCache(
      'true || go test; cat "$GOCACHE/one-a" && echo mine > "$GOCACHE/two-a"',
    );
    expect(await runIn(workspaces, line)).toMatchObject({ exitCode: 0, output: 'compiled' });
  },
);

test('without a cache of the user nothing is filled, and nothing is said', async () => {
  await using home = await temporaryFolder('/var/lib');
  await using repository = await smallRepository();
  await using workspaces = await repository.open({
    environment: { PATH: process.env.PATH, HOME: home.path },
  });
  const line = withGoCache('true || go test; echo done');
  expect(await runIn(workspaces, line)).toMatchObject({ exitCode: 0, output: 'done\n' });
});

test.each(['go test ./...', 'go vet ./... && go test', 'A=1 go build'])('%s starts Go', (line) => {
  expect(withGoCache(line)).not.toBe(line);
});

test.each(['cargo test', 'make go', 'npx go-test'])('%s does not', (line) => {
  expect(withGoCache(line)).toBe(line);
});
