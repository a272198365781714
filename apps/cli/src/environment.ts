/** Where the server is and who asks. */
export interface Environment {
  url: string;
  user: string;
  password: string;
}

/** The only place that reads the environment. */
export function readEnvironment(): Environment {
  const { MAESTRO_URL, MAESTRO_USER, MAESTRO_PASSWORD } = process.env;
  return {
    url: (MAESTRO_URL || 'http://127.0.0.1:8000').replace(/\/+$/, ''),
    user: MAESTRO_USER || 'admin',
    password: MAESTRO_PASSWORD ?? '',
  };
}
