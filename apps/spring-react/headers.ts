/** Those of nginx/nginx.conf.template, for pages and API alike; HSTS is the Ingress's. */
export const headers = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Frame-Options': 'SAMEORIGIN',
  'X-XSS-Protection': '0',
  'Permissions-Policy': 'geolocation=(), microphone=(), camera=()',
};
