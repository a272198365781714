export * from './classify-answer';
export * from './classify-transport';
export * from './failure';
export * from './gitlab-message';
