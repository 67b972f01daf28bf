export const prerender = true;
// A folder with an index.html per page is understood by every static file server.
export const trailingSlash = 'always';
