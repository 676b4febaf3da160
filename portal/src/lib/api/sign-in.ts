export type SignIn = 'done' | 'wrong' | 'too-many' | 'offline';

/** Signs in by username (better-auth); the session is a cookie the page never sees. */
export async function signIn(username: string, password: string, ask: typeof fetch = fetch): Promise<SignIn> {
  const answer = await post('/api/auth/sign-in/username', { username, password }, ask);
  if (answer === null || answer.status >= 500) return 'offline';
  if (answer.ok) return 'done';
  return answer.status === 429 ? 'too-many' : 'wrong';
}

/** False where the server did not hear it: the session is still there. */
export async function signOut(ask: typeof fetch = fetch): Promise<boolean> {
  const answer = await post('/api/auth/sign-out', {}, ask);
  return answer?.ok ?? false;
}

/** The server's answer, or null where there was none: `fetch` throws a TypeError for every failure of the line. */
async function post(path: string, body: object, ask: typeof fetch): Promise<Response | null> {
  try {
    return await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
