package dev.loopgen.attest.sigstore;

import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the public conformance cases for bundles, {@code test/assets/bundle-verify} of the suite's
 * repository, which are not part of this one.
 */
final class Conformance {

  private static final String WITH_PUBLIC_ROOT = "trust-root-tlog-validity-end-inclusive";

  private Conformance() {}

  /**
   * Prints each case that gets the wrong answer, and the total.
   *
   * @param arguments the folder of the cases, and the trusted root of the public Sigstore; without
   *     it, the one within the cases is taken
   */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> root =
        arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty();
    int right = 0;
    List<ConformanceCase> cases = cases(Path.of(arguments[0]), root);
    for (ConformanceCase one : cases) {
      Optional<String> rejection = one.rejection();
      boolean isRight = rejection.isEmpty() == one.isToBeVerified();
      right += isRight ? 1 : 0;
      System.out.println(
          (isRight ? "right " : "WRONG ") + one.name() + ": " + rejection.orElse("verified"));
    }
    System.out.println(right + " of " + cases.size() + " are right");
    if (right < cases.size()) {
      System.exit(1);
    }
  }

  static List<ConformanceCase> cases(Path folder, Optional<Path> root) throws IOException {
    Path trusted = root.isPresent() ? root.get() : publicRoot(folder);
    try (Stream<Path> cases = Files.list(folder)) {
      return cases
          .filter(one -> Files.exists(one.resolve("bundle.sigstore.json")))
          .sorted()
          .map(one -> new ConformanceCase(one, trusted))
          .toList();
    }
  }

  /** One case has the public root with an end of its own for one log; takes that end away. */
  private static Path publicRoot(Path folder) throws IOException {
    Path changed = folder.resolve(WITH_PUBLIC_ROOT).resolve("trusted_root.json");
    Json.Obj json = BundleJson.read("The trusted root", Files.readAllBytes(changed));
    List<Json> logs = new ArrayList<>();
    json.array("tlogs").orElseThrow().forEach(log -> logs.add(without((Json.Obj) log)));
    Path file = Files.createTempFile("trusted_root", ".json");
    file.toFile().deleteOnExit();
    Files.writeString(file, replace(json, "tlogs", new Json.Array(logs)).canonical());
    return file;
  }

  private static Json.Obj without(Json.Obj log) {
    Json.Obj key = log.object("publicKey").orElseThrow();
    Json.Obj validFor = key.object("validFor").orElseThrow();
    Json.Obj open = Json.object().put("start", validFor.string("start").orElseThrow()).build();
    return replace(log, "publicKey", replace(key, "validFor", open));
  }

  private static Json.Obj replace(Json.Obj object, String name, Json value) {
    Json.ObjectBuilder changed = Json.object();
    object
        .members()
        .forEach((member, old) -> changed.put(member, member.equals(name) ? value : old));
    return changed.build();
  }
}
