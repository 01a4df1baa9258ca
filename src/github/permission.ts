import type { GitHub } from './client.ts';
import { statusOf } from './refusal.ts';

const ENOUGH = new Set(['admin', 'write']);

/** Whether an account may write to the repository (GitHub maps `maintain` to `write`). */
export async function mayWrite(
  { owner, repo, request }: GitHub,
  username: string,
): Promise<boolean> {
  try {
    const { data } = await request(
      'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
      { owner, repo, username },
    );
    return ENOUGH.has(data.permission);
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
