import { readFile } from 'node:fs/promises';
import type { Isolation } from '../ports.ts';
import type { Technique } from './technique.ts';
import type { Tools } from './tools.ts';

const setting = async (path: string): Promise<string> =>
  (await readFile(`/proc/sys/${path}`, 'utf8').catch(() => '')).trim();

async function namespaceRemedy(uid: number): Promise<string> {
  if (uid !== 0 && (await setting('kernel/apparmor_restrict_unprivileged_userns')) === '1') {
    return 'AppArmor keeps ordinary users from user namespaces; `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` allows them.';
  }
  if (uid !== 0 && (await setting('kernel/unprivileged_userns_clone')) === '0') {
    return 'The kernel keeps ordinary users from user namespaces; `sudo sysctl -w kernel.unprivileged_userns_clone=1` allows them.';
  }
  if ((await setting('user/max_user_namespaces')) === '0') {
    return 'User namespaces are switched off; `sudo sysctl -w user.max_user_namespaces=10000` allows them.';
  }
  return 'Mounting is refused here, as in most containers; `docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined` permits it.';
}

/** What is weaker than the best and how to get it; empty for the strongest technique with all its tools. */
export async function remedies(
  technique: Technique | undefined,
  tools: Tools,
  uid: number,
  forced: Isolation['level'] | undefined,
): Promise<readonly string[]> {
  if (process.platform !== 'linux') {
    return ['Isolation needs Linux; here repository code runs with all rights of its user.'];
  }
  const notes: string[] = [];
  if (technique?.level !== 'bubblewrap') {
    if (technique !== undefined && technique.level === forced) {
      notes.push(
        `The isolation level "${forced}" was asked for; without --isolation the strongest that works here is taken.`,
      );
    } else if (tools.bwrap === undefined) {
      notes.push('bubblewrap is missing; `sudo apt-get install --yes bubblewrap` installs it.');
    }
  }
  const refused = technique === undefined || (technique.level !== forced && !technique.overlay);
  if (refused) notes.push(await namespaceRemedy(uid));
  if (tools.time === undefined) {
    notes.push(
      'GNU time is missing, so peak memory is not measured; `sudo apt-get install --yes time` installs it.',
    );
  }
  if (tools.setpriv === undefined && technique?.level === 'process') {
    notes.push(
      'setpriv (util-linux) is missing, so setuid programs such as sudo still grant rights.',
    );
  }
  if (tools.ip === undefined && technique?.level === 'namespaces') {
    notes.push(
      'ip is missing, so not even the loopback network works; `sudo apt-get install --yes iproute2` installs it.',
    );
  }
  return notes;
}
