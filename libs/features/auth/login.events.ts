/** Published when somebody gave a wrong user name or password; at most as often as AUTH_MAX_FAILURES lets them. */
export const LOGIN_FAILED = 'auth.login-failed';

export interface LoginFailed {
  /** As it was typed. */
  username: string;
  /** Where from. */
  address: string;
}
