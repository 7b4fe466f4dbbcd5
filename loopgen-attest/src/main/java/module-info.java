import org.jspecify.annotations.NullMarked;

/** Attestations of runs, signed notes, checkpoints and proofs, with the cryptography of the JDK. */
@NullMarked
module dev.loopgen.attest {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;

  exports dev.loopgen.attest;
  exports dev.loopgen.attest.bundle;
}
