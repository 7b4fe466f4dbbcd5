package dev.loopgen.adapters.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilePlanTest {

  private static final GeneratedFile SECTION =
      new GeneratedFile("AGENTS.md", "ours\n", Ownership.SECTION);

  @TempDir private Path scratch;

  private Path project;

  @BeforeEach
  void create() throws IOException {
    project = Files.createDirectory(scratch.resolve("project"));
  }

  private static GeneratedFile whole(String text) {
    return new GeneratedFile("a/b.md", GenerationMark.MARKDOWN.on(text), Ownership.WHOLE);
  }

  private FilePlan plan(GeneratedFile... files) {
    return FilePlan.of(project, List.of(files));
  }

  private Path write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void apply_twice_changesNothingTheSecondTime() throws IOException {
    GeneratedFile[] files = {
      whole("one\n"), SECTION, new GeneratedFile("once", "x\n", Ownership.ONCE)
    };

    assertThat(plan(files).apply()).containsExactly("a/b.md", "AGENTS.md", "once");

    FilePlan second = plan(files);
    assertThat(second.isEmpty()).isTrue();
    assertThat(second.diff()).isEmpty();
    assertThat(second.files()).allMatch(PlannedFile.Unchanged.class::isInstance);
  }

  @Test
  void wholeFile_untouched_isReplaced() {
    plan(whole("one\n")).apply();

    FilePlan plan = plan(whole("two\n"));

    assertThat(plan.files().get(0).id()).isEqualTo("updated");
    assertThat(plan.diff()).contains("-one\n", "+two\n");
    plan.apply();
    assertThat(project.resolve("a/b.md")).content().startsWith("two\n");
  }

  @Test
  void wholeFile_editedByAPerson_stays() throws IOException {
    plan(whole("one\n")).apply();
    Path file = project.resolve("a/b.md");
    Files.writeString(file, Files.readString(file).replace("one", "mine"));

    FilePlan plan = plan(whole("two\n"));

    assertThat(plan.files().get(0).id()).isEqualTo("kept");
    assertThat(plan.apply()).isEmpty();
    assertThat(file).content().startsWith("mine\n");
  }

  @Test
  void wholeFile_ofSomethingElse_stays() throws IOException {
    write("a/b.md", "theirs\n");

    assertThat(plan(whole("two\n")).files().get(0).id()).isEqualTo("kept");
  }

  @Test
  void wholeFile_withWindowsLineEnds_keepsThem() throws IOException {
    write("a/b.md", whole("one\n").content().replace("\n", "\r\n"));

    assertThat(plan(whole("one\n")).isEmpty()).isTrue();
    plan(whole("two\nthree\n")).apply();

    assertThat(project.resolve("a/b.md")).content().startsWith("two\r\nthree\r\n");
    assertThat(plan(whole("two\nthree\n")).isEmpty()).isTrue();
  }

  @Test
  void section_isPutAtTheEndAndReplacedInPlace() throws IOException {
    Path file = write("AGENTS.md", "# Mine\n\ntext without a line feed");

    plan(SECTION).apply();

    String first = Files.readString(file);
    assertThat(first)
        .startsWith("# Mine\n\ntext without a line feed\n\n<!-- loopgen:begin")
        .endsWith("ours\n<!-- loopgen:end -->\n");
    Files.writeString(file, first + "\nafter\n");
    plan(new GeneratedFile("AGENTS.md", "newer\n", Ownership.SECTION)).apply();
    assertThat(Files.readString(file)).isEqualTo(first.replace("ours", "newer") + "\nafter\n");
  }

  @Test
  void section_inAFileWithWindowsLineEnds_hasThemToo() throws IOException {
    Path file = write("AGENTS.md", "# Mine\r\n");

    plan(SECTION).apply();

    assertThat(Files.readString(file).replace("\r\n", "")).doesNotContain("\n");
    assertThat(plan(SECTION).isEmpty()).isTrue();
  }

  @Test
  void section_afterAByteOrderMark_keepsIt() throws IOException {
    Path file = write("AGENTS.md", "\ufeff");

    plan(SECTION).apply();

    assertThat(Files.readString(file)).startsWith("\ufeff<!-- loopgen:begin");
    assertThat(plan(SECTION).isEmpty()).isTrue();
  }

  @Test
  void section_ofIgnoreRules_hasMarksThatAreComments() throws IOException {
    Path file = write(".gitignore", "target/\n");

    plan(new GeneratedFile(".gitignore", "/junit.xml\n", Ownership.SECTION)).apply();

    assertThat(Files.readString(file).lines())
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || !line.contains("loopgen"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- loopgen:begin -->\nx\n",
        "<!-- loopgen:end -->\n",
        "<!-- loopgen:end -->\n<!-- loopgen:begin -->\n",
        "<!-- loopgen:begin -->\n<!-- loopgen:begin -->\n<!-- loopgen:end -->\n",
        "<!-- loopgen:begin -->\n<!-- loopgen:end -->\n<!-- loopgen:end -->\n",
        "<!-- loopgen:begin -->\n<!-- loopgen:end -->\n"
            + "<!-- loopgen:begin -->\n<!-- loopgen:end -->\n"
      })
  void section_withMarksThatAreNoPair_isBlocked(String text) throws IOException {
    Path file = write("AGENTS.md", text);

    FilePlan plan = plan(whole("one\n"), SECTION);

    assertThat(plan.blocked()).hasSize(1);
    assertThatThrownBy(plan::apply).isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent(text);
    assertThat(project.resolve("a")).doesNotExist();
  }

  @Test
  void fileThatIsNotUtf8_isBlocked() throws IOException {
    Path file = project.resolve("AGENTS.md");
    byte[] latin = "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, latin);

    FilePlan plan = plan(SECTION);

    assertThat(plan.blocked().get(0).describe()).contains("not UTF-8");
    assertThat(file).hasBinaryContent(latin);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void links_areBlocked() throws IOException {
    Path outside = Files.writeString(scratch.resolve("outside.md"), "theirs\n");
    Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    Files.createSymbolicLink(project.resolve("AGENTS.md"), outside);
    Files.createSymbolicLink(project.resolve("a"), elsewhere);

    FilePlan plan = plan(SECTION, whole("one\n"));

    assertThat(plan.blocked()).hasSize(2);
    assertThatThrownBy(plan::apply).isInstanceOf(IllegalStateException.class);
    assertThat(outside).hasContent("theirs\n");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkThatAppearsBeforeTheWrite_isNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    FilePlan plan = plan(whole("one\n"));
    Files.createSymbolicLink(project.resolve("a"), elsewhere);

    assertThatThrownBy(plan::apply)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void fileThatChangesBetweenDiffAndWrite_isLeftAlone() throws IOException {
    Path file = write("AGENTS.md", "mine\n");
    FilePlan plan = plan(SECTION);
    Files.writeString(file, "mine, newer\n");

    assertThatThrownBy(plan::apply)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("changed meanwhile");
    assertThat(file).hasContent("mine, newer\n");
  }

  @Test
  void directoryInPlaceOfAFile_isBlocked() throws IOException {
    Files.createDirectory(project.resolve("AGENTS.md"));

    assertThat(plan(SECTION).blocked()).hasSize(1);
  }
}
