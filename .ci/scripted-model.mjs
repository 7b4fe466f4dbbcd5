// A model that follows a script, for .ci/agents: it writes a forbidden file by shell, in plain sight and
// then so that no hook before a tool can see it, and says that it is done. What it hears of hooks goes to
// standard output. Of Gemini CLI's ACP mode it writes a forbidden file, tries the shell, and then repairs
// src/app.txt, by the agent's own tools. usage: node scripted-model.mjs gemini|codex|acp PORT-FILE
import fs from 'node:fs';
import http from 'node:http';

const [agent, portFile] = process.argv.slice(2);
const shell = (command) => ({ command });
const write = (file, content) => ({ write: { file_path: `${process.env.PROJECT}/${file}`, content } });
const script = agent === 'acp' ? [
  write('secret/key', 'x\n'),
  shell('echo good >src/app.txt'),
  { text: 'Everything is done.' },
  write('src/app.txt', 'good\n'),
  { text: 'Everything is done now.' },
] : [
  shell('mkdir -p secret && echo x > secret/key'),
  shell("printf 'mkdir -p se%s && echo x > se%s/key' cret cret | sh"),
  { text: 'Everything is done.' },
];
let turn = 0;

/** Prints what hooks said, each sentence once for each time that it is new in the conversation. */
const heard = new Set();
function listen(body) {
  for (const [said] of body.matchAll(/loopgen:? (?:the command names|does not accept this work yet)[^"]{0,600}/g)) {
    if (!heard.has(said)) console.log('heard: ' + said);
    heard.add(said);
  }
}

function gemini(request, response, step) {
  const part = step.command
    ? { functionCall: { name: 'run_shell_command', args: { command: step.command, description: 'work' } } }
    : step.write
      ? { functionCall: { name: 'write_file', args: step.write } }
      : { text: step.text };
  const body = JSON.stringify({
    candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  });
  const stream = request.url.includes('stream');
  response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
  response.end(stream ? `data: ${body}\r\n\r\n` : body);
}

function codex(request, response, step) {
  const id = `resp_${turn}`;
  const item = step.command
    ? { type: 'function_call', id: `fc_${turn}`, call_id: `call_${turn}`, name: 'exec_command',
        arguments: JSON.stringify({ cmd: step.command }) }
    : { type: 'message', id: `msg_${turn}`, role: 'assistant',
        content: [{ type: 'output_text', text: step.text, annotations: [] }] };
  const usage = { input_tokens: 1, input_tokens_details: null, output_tokens: 1, output_tokens_details: null,
    total_tokens: 2 };
  const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(
    event('response.created', { response: { id } }) +
      event('response.output_item.done', { output_index: 0, item }) +
      event('response.completed', { response: { id, output: [item], usage } }));
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    const path = request.url;
    listen(body);
    const ofGemini = agent === 'gemini' || agent === 'acp';
    if (ofGemini && path.includes('streamGenerateContent')) {
      gemini(request, response, script[Math.min(turn++, script.length - 1)]);
    } else if (ofGemini && path.includes('enerateContent')) {
      gemini(request, response, { text: '{}' });
    } else if (agent === 'codex' && path.includes('/responses')) {
      codex(request, response, script[Math.min(turn++, script.length - 1)]);
    } else {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    }
  });
});
server.listen(0, '127.0.0.1', () => fs.writeFileSync(portFile, String(server.address().port)));
