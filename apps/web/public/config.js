// Deployment settings, read before the app starts. An installation that serves the pages apart from the API replaces
// this file, for example: window.__MAESTRO__ = { apiBase: 'https://maestro-api.example.com' };
window.__MAESTRO__ = {};
