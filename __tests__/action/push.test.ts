import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { git, openPlace } from './job.ts';
import { labelled } from './payloads.ts';

test("settings that a program left in the checkout's git do not get the token", async () => {
  await using place = await openPlace();
  const asked: string[] = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '(none)');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  const spied = join(place.folder, 'spied.txt');
  const spy = join(place.folder, 'spy.sh');
  await writeFile(spy, `#!/bin/sh\nenv >> ${spied}\ncat\n`);
  await chmod(spy, 0o755);
  const set = (...setting: readonly string[]) => git(place.workspace, 'config', ...setting);
  set(`url.http://127.0.0.1:${port}/.insteadOf`, `${place.github.origin}/`);
  set('http.proxy', `http://127.0.0.1:${port}`);
  set('core.fsmonitor', spy);
  set('filter.spy.clean', spy);
  set('filter.spy.smudge', spy);
  await writeFile(join(place.workspace, '.git/info/attributes'), '*.js filter=spy\n');
  await writeFile(join(place.workspace, '.git/hooks/pre-push'), `#!/bin/sh\nenv >> ${spied}\n`);
  await chmod(join(place.workspace, '.git/hooks/pre-push'), 0o755);
  // Else git does not look at the file again.
  await writeFile(
    join(place.workspace, 'clamp.js'),
    await readFile(join(place.workspace, 'clamp.js'), 'utf8'),
  );
  const inputs = { 'api-key': 'sk-loopback-secret' };
  const result = await place.run('issues', labelled(), { inputs });
  elsewhere.close();
  expect(result.outputs['pr-number']).toBe('6');
  expect(asked).toEqual([]);
  // The filter did run.
  const seen = await readFile(spied, 'utf8');
  expect(seen).toContain('PATH=');
  expect(seen).not.toContain(place.state.token);
  expect(seen).not.toContain('sk-loopback-secret');
});

test('token and key are masked before anything else is printed', async () => {
  await using place = await openPlace();
  const inputs = { 'api-key': 'sk-loopback-secret', 'dry-run': 'true' };
  const { log, summary } = await place.run('issues', labelled(), { inputs });
  expect(log.split('\n').slice(0, 2)).toEqual([
    `::add-mask::${place.state.token}`,
    '::add-mask::sk-loopback-secret',
  ]);
  const rest = log.split('\n').slice(2).join('\n') + summary;
  expect(rest).not.toContain(place.state.token);
  expect(rest).not.toContain('sk-loopback-secret');
  // And that the key is for nothing is said.
  expect(log).toContain('no `model` that it is for');
});
