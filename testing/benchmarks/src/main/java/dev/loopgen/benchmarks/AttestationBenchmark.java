package dev.loopgen.benchmarks;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.testkit.AttestableEntry;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the offline check of one bundle against its entry, from the file's bytes to the verdict.
 * Each invocation takes the next of {@value #RUNS} runs. {@code -t 2} is two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class AttestationBenchmark {

  private static final int RUNS = 64;

  /** The position of each thread in the list of runs. */
  @State(Scope.Thread)
  public static class BundleTurn {

    private static final ThreadLocal<BundleTurn> ANY = ThreadLocal.withInitial(BundleTurn::new);

    private int next;

    /** Used by JMH. */
    public BundleTurn() {}

    static BundleTurn any() {
      return ANY.get();
    }

    int next() {
      next = (next + 1) % RUNS;
      return next;
    }
  }

  /** A keyless signer. */
  @State(Scope.Benchmark)
  public static class Keyless {

    /** The generation of the log. */
    @Param({"1", "2"})
    int generation;

    private AttestationVerifier verifier = KeyAttestationVerifier.create();
    private List<Signed> signed = List.of();

    /** Used by JMH. */
    public Keyless() {}

    static Keyless of(int generation) throws InterruptedException {
      Keyless keyless = new Keyless();
      keyless.generation = generation;
      keyless.prepare();
      return keyless;
    }

    /** Signs. */
    @Setup
    public void prepare() throws InterruptedException {
      try (SampleAttestations.KeylessSigner signer = SampleAttestations.keyless(generation)) {
        signed = sign(signer.identity(), signer::bundle);
        verifier = signer.verifier();
      }
    }
  }

  /** Keys of one algorithm, and the provider that checks their signatures. */
  @State(Scope.Benchmark)
  public static class Keyed {

    /** The algorithm. */
    @Param({"ED25519", "ECDSA_P256"})
    String algorithm = "";

    /** The provider of the algorithm. */
    @Param({"JDK", "BC"})
    String provider = "";

    private AttestationVerifier verifier = KeyAttestationVerifier.create();
    private List<Signed> signed = List.of();
    private Bare bare = new Bare();

    /** Used by JMH. */
    public Keyed() {}

    static Keyed of(String algorithm, String provider)
        throws InterruptedException, GeneralSecurityException {
      Keyed keyed = new Keyed();
      keyed.algorithm = algorithm;
      keyed.provider = provider;
      keyed.prepare();
      return keyed;
    }

    /** Signs. */
    @Setup
    public void prepare() throws InterruptedException, GeneralSecurityException {
      SigningKey key = SampleAttestations.key(algorithm);
      KeyAttestationVerifier.Builder builder = KeyAttestationVerifier.builder();
      if (provider.equals("BC")) {
        builder.provider(new BouncyCastleProvider());
      }
      verifier = builder.build();
      signed =
          sign(
              new ExpectedIdentity.Key(key.publicKey()),
              run -> SampleAttestations.bundle(key, run));
      bare = Bare.of(key.publicKey(), algorithm, provider, signed);
    }
  }

  private record Signed(
      byte[] bundle, AttestableEntry run, AttestationVerifier.Expectation expectation) {}

  private interface Signer {

    byte[] bundle(AttestableEntry run) throws InterruptedException;
  }

  /** Used by JMH. */
  public AttestationBenchmark() {}

  /** Checks a keyless bundle. */
  @Benchmark
  public Check<AttestationVerifier.VerifiedRun> keyless(Keyless keyless, BundleTurn turn) {
    return check(keyless.verifier, keyless.signed.get(turn.next()));
  }

  /** Checks a key-signed bundle. */
  @Benchmark
  public Check<AttestationVerifier.VerifiedRun> keyed(Keyed keyed, BundleTurn turn) {
    return check(keyed.verifier, keyed.signed.get(turn.next()));
  }

  /** The reference: only the signature, over the same bytes, by the same provider. */
  @Benchmark
  public boolean signatureAlone(Keyed keyed, BundleTurn turn) throws GeneralSecurityException {
    return keyed.bare.verify(turn.next());
  }

  private static Check<AttestationVerifier.VerifiedRun> check(
      AttestationVerifier verifier, Signed signed) {
    Check<AttestationVerifier.VerifiedRun> check =
        verifier.verify(signed.bundle(), signed.run().entry(), signed.expectation());
    if (!check.provesPass()) {
      throw new IllegalStateException(check.describe());
    }
    return check;
  }

  private static List<Signed> sign(ExpectedIdentity identity, Signer signer)
      throws InterruptedException {
    List<Signed> signed = new ArrayList<>();
    for (AttestableEntry run : SampleAttestations.runs(RUNS)) {
      signed.add(new Signed(signer.bundle(run), run, run.by(identity)));
    }
    return signed;
  }

  /** Signatures and the signed bytes. */
  private record Bare(
      String algorithm, String provider, List<PublicKey> key, List<SigstoreBundle> bundles) {

    Bare() {
      this("", "", List.of(), List.of());
    }

    static Bare of(PublicKey key, String algorithm, String provider, List<Signed> signed)
        throws GeneralSecurityException {
      return new Bare(
          algorithm.equals("ED25519") ? "Ed25519" : "SHA256withECDSA",
          provider,
          List.of(provider.equals("BC") ? SampleAttestations.bouncy(key) : key),
          signed.stream().map(one -> SigstoreBundle.parse(one.bundle())).toList());
    }

    boolean verify(int index) throws GeneralSecurityException {
      Signature verifier =
          provider.equals("BC")
              ? Signature.getInstance(algorithm, SampleAttestations.BOUNCY)
              : Signature.getInstance(algorithm);
      verifier.initVerify(key.get(0));
      verifier.update(bundles.get(index).envelope().signedBytes());
      if (!verifier.verify(bundles.get(index).envelope().signature())) {
        throw new IllegalStateException("the signature is wrong");
      }
      return true;
    }
  }
}
