declare global {
  interface Window {
    /** Deployment settings from /config.js. */
    __MAESTRO__?: { apiBase?: string };
  }
}

/** Where the API lives; empty for the origin that served these pages. Without a trailing slash. */
export const apiBase = (window.__MAESTRO__?.apiBase ?? '').replace(/\/+$/, '');
