package dev.loopgen.cli.attest;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project whose runs are signed with a key, and what checks them. */
abstract class AttestedProject {

  static final String RUN = ".sigstore.json";
  static final String TEST_RESULT = ".test-result.sigstore.json";
  static final String WITNESS = ".witness.sigstore.json";

  @TempDir Path directory;

  CliProject cli;
  SigningKeyFiles keys;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    keys = SigningKeyFiles.generate(directory, "signing");
  }

  AuditEntry attested() {
    cli.here("run", "--attest", "--sign-with", keys.path(), "--no-report", "check").exitsWith(0);
    List<AuditEntry> entries = cli.entries();
    return entries.get(entries.size() - 1);
  }

  CliProject.Ended verify(SigningKeyFiles expected, String... more) {
    String[] command = new String[5 + more.length];
    System.arraycopy(
        new String[] {"audit", "verify", "--attestation", "--signed-by"}, 0, command, 0, 4);
    command[4] = expected.publicPath();
    System.arraycopy(more, 0, command, 5, more.length);
    return cli.here(command);
  }

  Path bundle(AuditEntry entry, String suffix) {
    return directory.resolve("shop/.loopgen/attestations").resolve(id(entry) + suffix);
  }

  static String id(AuditEntry entry) {
    return entry.entryId().orElseThrow();
  }
}
