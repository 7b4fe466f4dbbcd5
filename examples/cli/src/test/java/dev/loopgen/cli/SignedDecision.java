package dev.loopgen.cli;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Declaration;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Makes other bundles of a bundle, as somebody would who wants to get through. */
final class SignedDecision {

  private final Path file;

  SignedDecision(Path file) {
    this.file = file;
  }

  /** Returns the statement. */
  String statement() throws IOException {
    return new String(
        SigstoreBundle.parse(Files.readAllBytes(file)).envelope().payload(),
        StandardCharsets.UTF_8);
  }

  /** Returns what is signed, as the bundle spells it. */
  String payload() throws IOException {
    return Base64.getEncoder().encodeToString(statement().getBytes(StandardCharsets.UTF_8));
  }

  Json.Obj json() throws IOException {
    return BundleJson.read("The bundle", Files.readAllBytes(file));
  }

  /** Changes the bundle, not what is signed nor the signature. */
  void edit(UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    Files.writeString(file, changed(before, change));
  }

  /** Changes what is signed, and leaves the signature of before. */
  void forge(UnaryOperator<String> change) throws IOException {
    String forged = changed(statement(), change);
    String payload = payload();
    String other = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    edit(bundle -> bundle.replace(payload, other));
  }

  /** Changes what is signed, and has it signed anew by who may. */
  void sign(KeyAttestor attestor, UnaryOperator<String> change) throws IOException {
    byte[] statement = changed(statement(), change).getBytes(StandardCharsets.UTF_8);
    AttestationOutcome outcome =
        attestor.sign(
            new Declaration(Declaration.Kind.VSA, BundleJson.read("The statement", statement)));
    Files.writeString(file, ((AttestationOutcome.Signed) outcome).bundles().get(0).json());
  }

  private static String changed(String text, UnaryOperator<String> change) {
    String result = change.apply(text);
    if (result.equals(text)) {
      throw new AssertionError("nothing to change in " + text);
    }
    return result;
  }
}
