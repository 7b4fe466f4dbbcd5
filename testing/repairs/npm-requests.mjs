// Lets an installation of npm loopgen repair the projects of this directory, and counts what it tells the model.
//
//   node npm-requests.mjs PATH/TO/loopgen/dist/cli.js
//
// The model is the one of RepairCorpusTest: a pure function of the prompt, which repairs a project if the prompt shows the lines that the repair needs. It has
// the whole file then, because npm loopgen takes only whole files. Else it runs the project's check, so that the next prompt has its output.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = process.argv[2];
const iterations = 10;

const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

function create(name, repair) {
  const project = mkdtempSync(path.join(tmpdir(), "repair-"));
  cpSync(path.join(here, name, "project"), project, { recursive: true });
  mkdirSync(path.join(project, ".loopgen"));
  writeFileSync(path.join(project, ".gitignore"), "out/\n__pycache__/\n.loopgen/audit.jsonl\n");
  const loop = {
    id: "check",
    title: "Check",
    goal: "Make the check pass.",
    contextSources: [],
    permissions: { allowedCommands: [repair.command], forbiddenPaths: ["secrets/**"], allowNetwork: false },
    verification: { commands: [repair.command], acceptanceCriteria: "The check passes." },
    stopCriteria: { maxIterations: iterations, timeoutMinutes: 5 },
    state: { file: ".loopgen/state/check.md" },
  };
  // JSON is YAML.
  writeFileSync(
    path.join(project, ".loopgen/loopgen.loop.yaml"),
    JSON.stringify({ version: "1", project: name, loops: [loop] }, null, 2) + "\n",
  );
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.test", ...words], { cwd: project });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "first");
  return project;
}

function answer(prompt, name, repair) {
  const lines = new Set(prompt.split("\n"));
  if (repair.needed.every((line) => lines.has(line))) {
    const file = readFileSync(path.join(here, name, "project", repair.path), "utf8");
    const content = file.replace(repair.search, () => repair.replace);
    return { reasoning: "I read the prompt.", actions: [{ type: "write_file", path: repair.path, content }] };
  }
  return { reasoning: "I must see more.", actions: [{ type: "run_command", command: repair.command }] };
}

function serve(name, repair, prompts) {
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString("utf8"));
      const prompt = body.messages.map((message) => message.content).join("\n");
      prompts.push(Buffer.byteLength(body.messages.map((message) => message.content).join("")));
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ message: { role: "assistant", content: JSON.stringify(answer(prompt, name, repair)) }, done: true }));
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function run(project, port) {
  const words = [cli, "run", "check", project, "--mode", "driven", "--adapter", "ollama", "--ollama-model", "m"];
  words.push("--ollama-base-url", `http://127.0.0.1:${port}`, "--json", "--no-attest", "--no-report");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (part) => (out += part));
    child.stderr.on("data", (part) => (out += part));
    child.on("close", (code) => resolve({ code, out }));
  });
}

console.log("| project | green | requests | prompt bytes | stop reason |");
console.log("|---|---|---:|---:|---|");
let green = 0;
let requests = 0;
let bytes = 0;
for (const name of names) {
  const repair = JSON.parse(readFileSync(path.join(here, name, "repair.json"), "utf8"));
  const prompts = [];
  const project = create(name, repair);
  const server = await serve(name, repair, prompts);
  const ended = await run(project, server.address().port);
  server.close();
  rmSync(project, { recursive: true });
  const sum = prompts.reduce((all, one) => all + one, 0);
  const stop = /"stopReason": ?"([a-z-]+)"/.exec(ended.out);
  const passed = ended.code === 0;
  green += passed ? 1 : 0;
  requests += prompts.length;
  bytes += sum;
  console.log(`| ${name} | ${passed ? "yes" : "no"} | ${prompts.length} | ${sum} | ${stop ? stop[1] : ended.out.trim().split("\n").pop()} |`);
}
console.log(`| all ${names.length} | ${green} | ${requests} | ${bytes} | |`);
