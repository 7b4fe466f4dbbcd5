package dev.loopgen.core.internal.tree;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.files.OwnIgnoreFile;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerSurvey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks whether a file's content is what its name implies, so that it is loopgen's own. */
final class OutputContent {

  static final int MAX_SMALL = 32 << 20;
  private static final Pattern CHECKPOINT =
      Pattern.compile(
          "[!-~]{1,500}\n[0-9]{1,19}\n[A-Za-z0-9+/]{43}=\n\n(— [!-~]+ [A-Za-z0-9+/=]+\n){1,20}");
  private static final Pattern STATE_HEAD =
      Pattern.compile("# [^\r\n]{0,2000} state\n\nLoop id: [A-Za-z0-9._-]+\n\n## Attempts\n\n");
  private static final Pattern ATTEMPT =
      Pattern.compile(
          "- [0-9TZ:.+-]{10,40} — (PASS|FAIL) — [a-z]{1,20} — iter [0-9]{1,9}"
              + " — verification [0-9]{1,9}/[0-9]{1,9}"
              + " — forbidden (ok|[0-9]{1,9} violation\\(s\\)) — audit [A-Za-z0-9?-]{1,100}"
              + "|- No attempts yet\\.");
  private static final Set<String> STATE_MEMBERS =
      Set.of("version", "bytes", "heads", "lastId", "digest");

  private OutputContent() {}

  /** Checks a file of the work tree. */
  static boolean isOurs(LoopgenOutputs.Kind kind, Path file, OutputSurroundings surroundings)
      throws IOException {
    if (kind == LoopgenOutputs.Kind.LEDGER) {
      return isLedger(ledger(file));
    }
    return Files.size(file) <= MAX_SMALL
        && isOurs(kind, String.valueOf(file.getFileName()), Files.readAllBytes(file), surroundings);
  }

  /**
   * Checks the content of a file.
   *
   * @param name its name, without a directory
   */
  static boolean isOurs(
      LoopgenOutputs.Kind kind, String name, byte[] content, OutputSurroundings surroundings)
      throws IOException {
    return switch (kind) {
      case LEDGER -> isLedger(() -> LedgerBytes.of(content));
      case CHECKPOINT -> CHECKPOINT.matcher(text(content)).matches();
      case STATE -> isState(text(content));
      case BUNDLE -> new BundleContent(name, surroundings).isBound(content);
      case IGNORE_FILE -> isIgnoreFile(content);
      case LEDGER_STATE -> isLedgerState(content);
      case PASSING -> false;
    };
  }

  /** Tells whether it is the ignore file that a run writes. */
  static boolean isIgnoreFile(Path file) throws IOException {
    return Files.size(file) <= MAX_SMALL && isIgnoreFile(Files.readAllBytes(file));
  }

  private static boolean isIgnoreFile(byte[] content) {
    return OwnIgnoreFile.contents().stream().anyMatch(own -> Arrays.equals(own, content));
  }

  /** Opens a ledger of the work tree, not through a link. */
  static LedgerBytes.Opener ledger(Path file) {
    return () ->
        LedgerBytes.of(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Tells whether it is a sound ledger, apart from a last line that a crash cut off. */
  private static boolean isLedger(LedgerBytes.Opener source) throws IOException {
    return ChainVerifier.verify(source, LedgerExpectation.NONE).status().canGrow();
  }

  /** Reads the entries of a ledger; empty if it is damaged. */
  static Optional<EntryGraph> entries(LedgerBytes.Opener source) throws IOException {
    LedgerSurvey survey = ChainVerifier.survey(source, LedgerExpectation.NONE, EntryVisitor.NONE);
    return survey.verification().status().canGrow()
        ? Optional.of(survey.graph().get())
        : Optional.empty();
  }

  private static boolean isState(String text) {
    Matcher head = STATE_HEAD.matcher(text);
    return head.lookingAt()
        && text.substring(head.end()).lines().allMatch(line -> ATTEMPT.matcher(line).matches());
  }

  /** Tells whether it is a ledger state, whose last member is a digest of the others. */
  private static boolean isLedgerState(byte[] content) {
    try {
      if (!(Json.parse(content) instanceof Json.Obj object)
          || !STATE_MEMBERS.containsAll(object.members().keySet())) {
        return false;
      }
      Json.ObjectBuilder members = Json.object();
      object.members().entrySet().stream()
          .filter(member -> !member.getKey().equals("digest"))
          .forEach(member -> members.put(member.getKey(), member.getValue()));
      String digest = members.build().sha256();
      return object.string("digest").filter(digest::equals).isPresent();
    } catch (InvalidJsonException notStrict) {
      return false;
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
