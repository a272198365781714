export * from './app-error';
export * from './clock';
export * from './errno';
export * from './foreign-error';
export * from './pagination';
export * from './redact';
export * from './request-context';
export * from './version';
