// A client of the API that does nothing by itself: no retry, no If-Match, no redirect. On node:http rather than fetch, because
// tests must be able to send what a browser or fetch would refuse to.
import http from 'node:http';

const PREFIX = '/api/v1';

export class Client {
  constructor(server, headers = {}, details = {}) {
    this.server = server;
    this.headers = headers;
    this.agent = server.agent;
    Object.assign(this, details);
  }

  // The same client with other headers on top.
  with(headers) {
    return Object.assign(new Client(this.server, { ...this.headers, ...headers }), { id: this.id, name: this.name, email: this.email });
  }

  get(path, options) { return this.request('GET', path, undefined, options); }
  head(path, options) { return this.request('HEAD', path, undefined, options); }
  post(path, body = {}, options) { return this.request('POST', path, body, options); }
  put(path, body = {}, options) { return this.request('PUT', path, body, options); }
  patch(path, body = {}, options) { return this.request('PATCH', path, body, options); }
  delete(path, options) { return this.request('DELETE', path, undefined, options); }

  // options: headers; match: a version for If-Match; key: an Idempotency-Key; absolute: the path is not below /api/v1;
  // raw: the body as it stands (a string or Buffer).
  request(method, path, body, options = {}) {
    const headers = { ...this.headers, ...options.headers };
    if (options.match !== undefined) headers['If-Match'] = `"${options.match}"`;
    if (options.key !== undefined) headers['Idempotency-Key'] = options.key;
    let bytes = options.raw;
    if (bytes === undefined && body !== undefined) bytes = JSON.stringify(body);
    if (bytes !== undefined) {
      bytes = Buffer.from(bytes);
      headers['Content-Type'] ??= 'application/json';
      headers['Content-Length'] ??= bytes.length;
    }
    const url = new URL(this.server.url);
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: url.hostname, port: url.port, method, headers, agent: this.agent,
        path: options.absolute ? path : PREFIX + path,
      }, (reply) => {
        const parts = [];
        reply.on('data', (part) => parts.push(part));
        reply.on('error', reject);
        reply.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const json = /json/.test(reply.headers['content-type'] ?? '') && text.length > 0;
          resolve({ status: reply.statusCode, headers: reply.headers, text, body: json ? JSON.parse(text) : undefined });
        });
      });
      request.on('error', reject);
      request.end(bytes);
    });
  }
}
