package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets one sentence and exit code 2, and leaves the ledger as it was. */
@Tag("slow")
final class BadInputTest {

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --base no-such-ref check DIR",
        "run --base=--output=x check DIR",
        "run no-such-loop DIR",
        "run check DIR/no-such-directory",
        "run --loops-file ../elsewhere.yaml check DIR",
        "run --mode driven check DIR",
        "run --no-such-option",
        "run a b c",
        "run check DIR more",
        "run --acknowledge secret check DIR",
        "no-such-command",
        "audit check --since yesterday DIR",
        "run --hashing sometimes",
        "run --adopt-spec sha256:00 check DIR",
        "audit log --limit 0 DIR",
        "audit log --passed --failed DIR",
        "audit log --since tomorrow DIR",
        "audit log DIR",
        "audit checkpoint DIR",
        "audit checkpoint --key DIR/none DIR",
        "audit prove",
        "audit prove 12345678 DIR",
        "audit prove 12345678 --key DIR/none DIR",
        "audit verify --key shop+00000000+AAAA DIR",
        "audit verify --attestation DIR",
        "audit verify --signed-by DIR/none DIR",
        "audit verify --attestation --signed-by DIR/none DIR",
        "run --attest check DIR",
        "run --attest --no-attest check DIR",
        "run --sign-with DIR/none check DIR",
        "run --trusted-root DIR/none check DIR",
        "run --signing-config DIR/none check DIR",
        "run --trusted-root DIR/none --signing-config DIR/none check DIR",
        "run --trusted-root DIR/a --signing-config DIR/b --sign-with DIR/c check DIR",
        "audit verify --trusted-root DIR/none DIR",
        "audit verify --attestation --identity a@example.test --issuer https://i.test DIR",
        "attest DIR",
        "attest --pending DIR",
        "attest --pending --sign-with DIR/none DIR",
        "keys generate-signing",
        "keys generate-signing --out DIR/key --algorithm RSA",
        "ledger merge DIR",
        "ledger merge --driver DIR/a",
        "keys generate",
        "keys generate shop",
        "keys show",
        "keys show DIR",
      })
  void run_badArguments_exitWithTwoAndOneSentence(String arguments) throws Exception {
    CliProject.project(root, "git --version");

    String said = refused(arguments.replace("DIR", root.toString()).split(" "));

    assertThat(said).startsWith("loopgen: ").hasLineCount(1);
    assertThat(root.resolve(".loopgen/audit.jsonl")).doesNotExist();
  }

  @Test
  void run_outputThatCannotBeWritten_exitsWithTwoThoughTheChangePassed() throws Exception {
    CliProject.project(root, "git --version");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int exit = Main.execute(full, said, "run", "--json", "check", root.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("loopgen: the output could not be written.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "loops:",
        "loops: []",
        "loops: [1]",
        "just text",
        "loops: [{id: a}]",
        "loops: [{id: a, verification: {commands: [x]}}, {id: a, verification: {commands: [x]}}]",
        "loops: [{id: ../a, verification: {commands: [x]}}]",
        "loops: [{id: a, verification: {commands: ['']}}]",
        "loops: [{id: a, verification: {commands: [x]}, permissions: {forbiddenPaths: ['']}}]",
        "loops: [{id: a, verification: {commands: [x]}, permissions: {forbiddenPaths: [null]}}]",
        "loops: [{id: a, verification: {commands: [x]}, permissions: {forbiddenPaths: ['{a,b}']}}]",
        "loops: [{id: a, verification: {commands: [x]}, stopCriteria: {timeoutMinutes: 0}}]",
        "loops: [{id: a, verification: {commands: [x]}, stateFile: ../../x.md}]",
        "loops: [*missing]",
        "a: &a [*a]",
        "a: 1\na: 2",
        "%YAML 1.1\n---\nloops: []",
        "? [complex]\n: key",
        "loops: [\t",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n"
            + "d: &d [*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e]",
      })
  void run_badSpec_exitsWithTwoAndNamesTheFile(String spec) throws Exception {
    CliProject cli = CliProject.project(root, "git --version");
    cli.write(".loopgen/loopgen.loop.yaml", spec).commit();

    String said = refused("run", root.toString());

    assertThat(said).startsWith("loopgen: ").contains("loopgen.loop.yaml").hasLineCount(1);
    assertThat(root.resolve(".loopgen/audit.jsonl")).doesNotExist();
  }

  private static String refused(String... arguments) {
    return CliProject.execute(arguments).exitsWith(2).err();
  }
}
