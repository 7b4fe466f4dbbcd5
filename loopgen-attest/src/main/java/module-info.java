import org.jspecify.annotations.NullMarked;

/**
 * Attestations of runs, signed notes, checkpoints, proofs and witnesses, with the cryptography of
 * the JDK.
 *
 * <p>Only {@link dev.loopgen.attest.witness.WitnessServer} needs the module {@code jdk.httpserver}.
 */
@NullMarked
module dev.loopgen.attest {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires transitive java.net.http;
  requires static jdk.httpserver;

  exports dev.loopgen.attest;
  exports dev.loopgen.attest.bundle;
  exports dev.loopgen.attest.witness;
}
