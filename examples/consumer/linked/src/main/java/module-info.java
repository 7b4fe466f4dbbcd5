/** An application that holds nothing but modules, so that it can be linked with its runtime. */
module org.example.linked {
  requires dev.loopgen.attest;
}
