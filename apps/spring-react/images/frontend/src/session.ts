import { create } from 'zustand';
import type { Account } from './api/schemas';

interface Session {
  /** Only in memory: what a script can read from storage, a foreign script can, too. */
  accessToken: string | null;
  account: Account | null;

  /** Whether the cookie has been tried: before that, nobody knows whether there is a session. */
  tried: boolean;

  begin: (accessToken: string, account: Account) => void;
  end: () => void;
}

// The cookie cannot be seen from here; this says whether it is worth a try.
const BEGUN = 'session-begun';

export const mayHaveSession = () => localStorage.getItem(BEGUN) !== null;

/** Who is signed in. */
export const useSession = create<Session>((set) => ({
  accessToken: null,
  account: null,
  tried: false,
  begin: (accessToken, account) => {
    localStorage.setItem(BEGUN, 'yes');
    set({ accessToken, account, tried: true });
  },
  end: () => {
    localStorage.removeItem(BEGUN);
    set({ accessToken: null, account: null, tried: true });
  },
}));
