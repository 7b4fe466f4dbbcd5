/** An application on the module path. */
module org.example.consumer {
  requires dev.loopgen.attest;
  requires dev.loopgen.core;
}
