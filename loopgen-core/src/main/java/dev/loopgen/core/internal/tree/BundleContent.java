package dev.loopgen.core.internal.tree;

import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether a file is a bundle by content and is bound to an entry of the ledger beside it. A
 * waiver is about no entry, so its type is enough. Signatures are not verified here.
 */
final class BundleContent {

  private static final String BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle";
  private static final Set<String> BUNDLE_MEMBERS =
      Set.of("mediaType", "verificationMaterial", "dsseEnvelope", "messageSignature");
  private static final Set<String> ENVELOPE_MEMBERS =
      Set.of("payload", "payloadType", "signatures");
  private static final Set<String> STATEMENT_MEMBERS =
      Set.of("_type", "subject", "predicateType", "predicate");
  private static final Set<String> NPM_MEMBERS = Set.of("entryId", "entryHash", "subject", "ci");

  private final String name;
  private final OutputSurroundings surroundings;

  /**
   * A file to check.
   *
   * @param name its name, without a directory
   */
  BundleContent(String name, OutputSurroundings surroundings) {
    this.name = name;
    this.surroundings = surroundings;
  }

  boolean isBound(byte[] content) throws IOException {
    try {
      if (!(Json.parse(content) instanceof Json.Obj object)) {
        return false;
      }
      if (object.string("mediaType").filter(type -> type.startsWith(BUNDLE_TYPE)).isEmpty()) {
        return isStatement(object) || isEnvelope(object) || isNpmPredicate(object);
      }
      Optional<Json.Obj> envelope = object.object("dsseEnvelope");
      return BUNDLE_MEMBERS.containsAll(object.members().keySet())
          && (envelope.isPresent() ? isEnvelope(envelope.get()) : signsNpmPredicate(object));
    } catch (InvalidJsonException notStrict) {
      return false;
    }
  }

  private boolean isEnvelope(Json.Obj envelope) throws IOException, InvalidJsonException {
    Optional<String> payload = envelope.string("payload");
    if (!ENVELOPE_MEMBERS.containsAll(envelope.members().keySet())
        || envelope.array("signatures").isEmpty()
        || payload.isEmpty()) {
      return false;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(payload.get());
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    return Json.parse(decoded) instanceof Json.Obj inside && isStatement(inside);
  }

  private boolean isStatement(Json.Obj object) throws IOException {
    Optional<String> type = object.string("predicateType");
    if (!STATEMENT_MEMBERS.equals(object.members().keySet())
        || object.string("_type").filter(t -> t.startsWith("https://in-toto.io/")).isEmpty()
        || type.isEmpty()) {
      return false;
    }
    if (name.endsWith(SignedBundle.Kind.WAIVER.suffix())) {
      return type.get().equals(SignableStatement.Kind.WAIVER.predicateType());
    }
    for (Json subject : object.array("subject").orElse(List.of())) {
      if (subject instanceof Json.Obj one
          && isEntry(one.object("digest").flatMap(digest -> digest.string("sha256")))) {
        return true;
      }
    }
    return false;
  }

  private boolean isNpmPredicate(Json.Obj object) throws IOException {
    return object.members().keySet().equals(NPM_MEMBERS) && isEntry(object.string("entryHash"));
  }

  /** Tells whether a bundle of npm loopgen signs the predicate file that lies beside it. */
  private boolean signsNpmPredicate(Json.Obj bundle) throws IOException, InvalidJsonException {
    Optional<byte[]> predicate =
        surroundings.bundleFile(
            name.replaceFirst(SignedBundle.Kind.RUN.suffix() + "$", ".predicate.json"));
    Optional<String> signed =
        bundle
            .object("messageSignature")
            .flatMap(signature -> signature.object("messageDigest"))
            .flatMap(digest -> digest.string("digest"));
    return predicate.isPresent()
        && signed
            .filter(
                Base64.getEncoder().encodeToString(Sha256.hash(predicate.get()).bytes())::equals)
            .isPresent()
        && Json.parse(predicate.get()) instanceof Json.Obj object
        && isNpmPredicate(object);
  }

  private boolean isEntry(Optional<String> hash) throws IOException {
    Optional<Sha256> parsed = hash.flatMap(Sha256::parse);
    return parsed.isPresent() && surroundings.hasEntry(parsed.get());
  }
}
