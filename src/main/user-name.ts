import { userInfo } from 'node:os';

/** Who writes notes: an account without a name is nobody. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'vigia';
  }
}
