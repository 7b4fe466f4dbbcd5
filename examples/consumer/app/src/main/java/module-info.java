/** An application that judges changes and checks who attested them. */
module org.example.app {
  requires dev.loopgen.attest;
  requires dev.loopgen.core;
}
