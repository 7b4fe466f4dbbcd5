// Verifies bundles with sigstore-js: the trusted root, then the bundles. Prints "verified" or why
// not for each, and how long it took in milliseconds.
import { readFileSync } from "node:fs";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const [root, ...bundles] = process.argv.slice(2);
const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(read(root))));

for (const file of bundles) {
  const start = process.hrtime.bigint();
  let found = "verified";
  try {
    verifier.verify(toSignedEntity(bundleFromJSON(read(file))));
  } catch (error) {
    found = `rejected: ${error.message}`;
  }
  const millis = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(`${found} (${millis.toFixed(1)} ms)`);
}
