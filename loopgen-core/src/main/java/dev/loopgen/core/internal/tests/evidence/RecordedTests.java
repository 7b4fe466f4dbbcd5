package dev.loopgen.core.internal.tests.evidence;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tests of a tree, as an entry in a ledger that is at the base records them.
 *
 * @param entry the id of the entry
 * @param identities the digest of all tests
 * @param skips the digest of the skipped ones
 * @param details the digest of the file that lists them
 */
public record RecordedTests(String entry, Sha256 identities, Sha256 skips, Sha256 details) {

  private static final int MAX_DETAILS = 256 << 20;

  /**
   * Finds the last run of a loop that passed on a tree.
   *
   * @param ledger the text of the ledger
   * @param loop the id of the loop
   * @param spec the digest of the loop
   * @param tree the id of the tree in hexadecimal
   */
  public static Optional<RecordedTests> find(byte[] ledger, String loop, String spec, String tree) {
    int end = ledger.length;
    for (int at = ledger.length - 1; at >= -1; at--) {
      if (at < 0 || ledger[at] == '\n') {
        String line = new String(ledger, at + 1, end - at - 1, StandardCharsets.UTF_8);
        if (line.contains(tree) && line.contains(spec)) {
          Optional<RecordedTests> found =
              entry(Arrays.copyOfRange(ledger, at + 1, end), loop, spec, tree);
          if (found.isPresent()) {
            return found;
          }
        }
        end = at;
      }
    }
    return Optional.empty();
  }

  private static Optional<RecordedTests> entry(byte[] line, String loop, String spec, String tree) {
    try {
      return of(EntryRules.read(line), loop, spec, tree);
    } catch (InvalidJsonException noEntry) {
      return Optional.empty();
    }
  }

  /**
   * Returns the tests that an entry records.
   *
   * @param loop the id of the loop
   * @param spec the digest of the loop
   * @param tree the id of the tree in hexadecimal
   * @return empty unless it is well-formed, and of a run of this loop that passed on the tree
   */
  public static Optional<RecordedTests> of(
      AuditEntry entry, String loop, String spec, String tree) {
    Json.Obj json = entry.json();
    boolean matches =
        EntryRules.defect(entry).isEmpty()
            && entry.passed()
            && entry.loopId().filter(loop::equals).isPresent()
            && json.object("provenance")
                .flatMap(it -> it.object("subject"))
                .flatMap(it -> it.string("loopSpecHash"))
                .filter(spec::equals)
                .isPresent()
            && json.object("judgement")
                .flatMap(it -> it.string("judgedTree"))
                .filter(tree::equals)
                .isPresent();
    return matches ? TestRecord.find(json).flatMap(tests -> of(entry, tests)) : Optional.empty();
  }

  private static Optional<RecordedTests> of(AuditEntry entry, Json.Obj tests) {
    Optional<Sha256> identities = TestRecord.digest(tests, "identities");
    Optional<Sha256> skips = TestRecord.digest(tests, "skips");
    Optional<Sha256> details = TestRecord.digest(tests, "details");
    return identities.isEmpty() || skips.isEmpty() || details.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RecordedTests(
                entry.entryId().orElse(""), identities.get(), skips.get(), details.get()));
  }

  /** Tells whether the tests of a run are the same, and the skipped ones among them. */
  public boolean areThoseOf(TestEvidence evidence) {
    return identities.equals(evidence.identities()) && skips.equals(evidence.skips());
  }

  /** Reads the list of the tests, if the file of exactly its digest is beside the reports. */
  public Optional<List<TestCase>> read(Path project) {
    Path directory = ProjectLayout.directory(project).resolve("reports");
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "*" + TestDetails.SUFFIX)) {
      for (Path file : files) {
        byte[] content = PlainFile.read(file, MAX_DETAILS, LinkOption.NOFOLLOW_LINKS);
        if (Sha256.hash(content).equals(details)) {
          return TestDetails.read(content);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
