// Stands between the conformance scenarios and the MCP server: shows the token, which the scenarios
// cannot, and calls loopgen's tool where a scenario calls the fixture named for it. Host and Origin
// pass through, but for the port. Arguments: the server's port, the token file, the file for the own
// port, and fixture=tool pairs.
import { createServer, request } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';

const [target, tokenFile, portFile, ...pairs] = process.argv.slice(2);
const token = readFileSync(tokenFile, 'utf8').trim();
const tools = new Map(pairs.map((pair) => pair.split('=')));

function renamed(body) {
  try {
    const message = JSON.parse(body);
    if (message.method === 'tools/call' && tools.has(message.params?.name)) {
      message.params.name = tools.get(message.params.name);
      return JSON.stringify(message);
    }
  } catch {
    // The server is to see it as it is.
  }
  return body;
}

const server = createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const own = `:${server.address().port}`;
    const body = Buffer.from(renamed(Buffer.concat(chunks).toString('utf8')));
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    for (const name of ['host', 'origin']) {
      if (headers[name]?.endsWith(own)) headers[name] = headers[name].slice(0, -own.length) + `:${target}`;
    }
    delete headers['transfer-encoding'];
    headers['content-length'] = String(body.length);
    const forwarded = request(
      { host: '127.0.0.1', port: target, path: incoming.url, method: incoming.method, headers, setHost: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    forwarded.end(body);
  });
});
server.listen(0, '127.0.0.1', () => writeFileSync(portFile, String(server.address().port)));
