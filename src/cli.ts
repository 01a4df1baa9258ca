#!/usr/bin/env node
// The command's entry: sees to a Node that can run the rest, and starts it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  // Only now: the rest is written in a syntax that older versions cannot even read.
  const { commandLine } = await import('./command/command-line.ts');
  endWithParent();
  process.exitCode = await commandLine(process.argv.slice(2));
} else {
  await handOver(join(import.meta.dirname, '..', 'node_modules', 'node', 'bin', 'node'));
}

/** Nobody else would stop a run whose starter was killed. */
function endWithParent(): void {
  process.channel?.unref();
  if (process.env.ORPS_STARTED_BY !== String(process.ppid)) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

/** Starts this file again with the Node 24 of our own devDependencies. */
async function handOver(node: string): Promise<void> {
  if (!existsSync(node)) {
    process.stderr.write(
      `orps needs Node ${NEEDED} or newer, and this is ${process.versions.node}. Install it, or run npm ci in the checkout of orps, which brings one.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [import.meta.filename, ...process.argv.slice(2)], {
    // The channel carries nothing: its end tells the child that this process was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ORPS_STARTED_BY: String(process.pid) },
  });
  // A terminal's Ctrl-C reaches the child by itself; a signal to this process alone must be passed on.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => child.kill('SIGINT'));
  process.exitCode = await new Promise<number>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
