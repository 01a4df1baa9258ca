/** Fails when dist/ is not what src/ builds. */
import { execFileSync } from 'node:child_process';

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' });

execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' });
const changed = git('status', '--porcelain', '--', 'dist').trim();
if (changed !== '') {
  process.stderr.write(
    `dist/ is not what src/ builds. Run npm run build and commit dist/:\n${changed}\n`,
  );
  process.exitCode = 1;
}
