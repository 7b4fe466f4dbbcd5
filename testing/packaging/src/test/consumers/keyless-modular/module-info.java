/** An application on the module path; loopgen's module for Sigstore is an automatic one. */
module org.example.keyless {
  requires dev.loopgen.attest;
  requires dev.loopgen.attest.sigstore;
  requires dev.loopgen.core;
}
