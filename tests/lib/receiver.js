// Somewhere that receives webhooks, with what it has received.
import http from 'node:http';

/** `answer` says with which status; the address leads nowhere else. Ends with `after`. */
export async function startReceiver(after) {
  const got = [], self = { got, answer: () => 204 };
  const listener = http.createServer((request, reply) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('end', () => {
      got.push({ headers: request.headers, path: request.url, text: Buffer.concat(parts).toString(), get body() { return JSON.parse(this.text); } });
      const status = self.answer(got.length);
      if (!status) return; // it hangs
      reply.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  after(() => { listener.closeAllConnections(); listener.close(); });
  return Object.assign(self, { url: `http://127.0.0.1:${listener.address().port}/hook` });
}
