import org.jspecify.annotations.NullMarked;

/** Signed notes, checkpoints and proofs of inclusion, with the cryptography of the JDK. */
@NullMarked
module dev.loopgen.attest {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;

  exports dev.loopgen.attest;
}
