// Sets the remembered colour scheme before the first paint. A file of its own, as the content security policy forbids
// inline scripts.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem('maestro-color-scheme');
  } catch {
    // Storage may be forbidden; the system's scheme then applies.
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
