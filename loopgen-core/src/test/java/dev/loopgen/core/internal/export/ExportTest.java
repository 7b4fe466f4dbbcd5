package dev.loopgen.core.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class ExportTest {

  @TempDir Path directory;
  private TestRepository repository;
  private Path parent;

  @BeforeEach
  void prepare() throws IOException {
    repository = TestRepository.init(directory.resolve("repository"));
    parent = Files.createDirectory(directory.resolve("exports"));
  }

  /** Compares an export with git's own checkout of the same commit. */
  private void assertLikeGit(Export export) {
    Path reference = directory.resolve("reference");
    repository.git("worktree", "add", "-q", "--detach", reference.toString(), "HEAD");
    TestRepository shell = TestRepository.at(directory);
    String list =
        "find . -name .git -prune -o -printf '%%y %%m %%p %%l\\n' | LC_ALL=C sort"
            .replace("%%", "%");
    String expected = shell.sh("cd reference && " + list);
    assertThat(shell.sh("cd '" + export.root() + "' && " + list)).isEqualTo(expected);
    assertThat(shell.sh("diff -r --no-dereference -x .git reference '" + export.root() + "'"))
        .isEmpty();
  }

  @Test
  void of_commit_writesWhatGitWrites() throws Exception {
    repository.write("a.txt", "a\n").write("d/e/f/deep.txt", "deep\n").write("empty", "");
    repository.write("run.sh", "exit 0\n").sh("chmod 755 run.sh");
    repository.sh("ln -s d/e link; ln -s d/ slash; ln -s /nowhere//x double; ln -s ../out d/up");
    repository.sh(
        "mkdir 'sp ace'; echo x > 'sp ace/q\"uote'; printf x > \"$(printf 'lat\\351in')\"");
    repository.commitAll("base");

    try (Export export = Exports.of(repository, parent)) {
      assertLikeGit(export);
    }
  }

  @Test
  void of_convertedFiles_writesWhatGitWrites() throws Exception {
    repository.write(
        ".gitattributes",
        "*.txt text=auto eol=crlf\n*.id ident\n*.wide text working-tree-encoding=UTF-16\n"
            + "*.le working-tree-encoding=UTF-16LE-BOM\n*.latin working-tree-encoding=ISO-8859-1\n");
    repository.write("unix.txt", "a\nb\n").write("binary.txt", "a\0b\n").write("v.id", "$Id$ x\n");
    repository.sh(
        "printf '\\377\\376a\\000\\n\\000' > a.wide; cp a.wide a.le; printf 'b\\344r' > b.latin");
    repository.commitAll("base");
    repository.sh("rm *.txt *.id *.wide *.le *.latin; git checkout -q .");

    try (Export export = Exports.of(repository, parent)) {
      assertThat(Files.readString(export.root().resolve("unix.txt"))).isEqualTo("a\r\nb\r\n");
      assertLikeGit(export);
    }
  }

  @Test
  void of_uncommittedFiles_copiesThemFromTheWorkTree() throws Exception {
    repository.write("a.txt", "old\n").commitAll("base");
    repository
        .write("a.txt", "new\n")
        .write("b/new.sh", "exit 1\n")
        .sh("chmod +x b/new.sh; ln -s b l");

    try (Export export = Exports.of(repository, parent)) {
      assertThat(export.root().resolve("a.txt")).hasContent("new\n");
      assertThat(export.root().resolve("b/new.sh")).hasContent("exit 1\n").isExecutable();
      assertThat(Files.readSymbolicLink(export.root().resolve("l"))).isEqualTo(Path.of("b"));
    }
  }

  @Test
  void of_uncommittedFileChangedSinceTheSnapshot_fails() throws Exception {
    repository.write("a.txt", "old\n").commitAll("base");
    repository.write("a.txt", "new\n");
    ExportFiles files = Exports.files(repository);
    repository.write("a.txt", "NEW\n");

    assertThatThrownBy(() -> Export.of(files, parent))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("a.txt changed since the snapshot");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void of_directoryReplacedByLinkSinceTheSnapshot_fails() throws Exception {
    repository.write("a.txt", "a\n").commitAll("base");
    repository.write("d/new.txt", "new\n");
    ExportFiles files = Exports.files(repository);
    repository.sh("mv d ../moved; ln -s ../moved d");

    assertThatThrownBy(() -> Export.of(files, parent)).isInstanceOf(RepositoryException.class);
  }

  @Test
  void of_tamperedObject_fails() throws Exception {
    repository.write("a.txt", "good\n").commitAll("base");
    ExportFiles files = Exports.files(repository);
    String good = repository.git("rev-parse", "HEAD:a.txt");
    repository.sh("echo evil > e; git hash-object -w e; chmod -R u+w .git/objects");
    String evil = repository.git("hash-object", "e");
    repository.sh("cp .git/objects/" + loose(evil) + " .git/objects/" + loose(good));

    assertThatThrownBy(() -> Export.of(files, parent))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("does not match its id");
  }

  private static String loose(String id) {
    return id.substring(0, 2) + "/" + id.substring(2);
  }

  @Test
  void of_largeFiles_streamsLooseAndPackedOnes() throws Exception {
    repository.sh("head -c 3000000 /dev/urandom > packed; git add -A; git commit -qm a; git gc -q");
    repository.sh("head -c 3000000 /dev/urandom > loose; git add -A; git commit -qm b");
    repository.sh("head -c 3000000 /dev/urandom > new");

    try (Export export = Exports.of(repository, parent)) {
      for (String name : new String[] {"packed", "loose", "new"}) {
        assertThat(export.root().resolve(name)).hasSameBinaryContentAs(repository.path(name));
      }
    }
  }

  @Test
  void of_tamperedLargeObject_fails() throws Exception {
    repository.sh("head -c 3000000 /dev/urandom > big; git add -A; git commit -qm a");
    ExportFiles files = Exports.files(repository);
    String good = repository.git("rev-parse", "HEAD:big");
    repository.sh(
        "head -c 3000000 /dev/urandom > e; git hash-object -w e; chmod -R u+w .git/objects");
    String evil = repository.git("hash-object", "e");
    repository.sh("cp .git/objects/" + loose(evil) + " .git/objects/" + loose(good));

    assertThatThrownBy(() -> Export.of(files, parent))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("does not match its id");
  }

  @Test
  void of_largeFileStorage_copiesTheContentThatThePointerNames() throws Exception {
    repository.write(".gitattributes", "*.bin filter=lfs\n");
    repository.sh(
        "printf content > a.bin; s=$(sha256sum a.bin | cut -d' ' -f1);"
            + " printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize 7\\n' $s > p;"
            + " git update-index --add --cacheinfo 100644,$(git hash-object -w p),a.bin; rm p;"
            + " git add .gitattributes; git commit -qm base");

    try (Export export = Exports.of(repository, parent)) {
      assertThat(export.root().resolve("a.bin")).hasContent("content");
    }
    ExportFiles files = Exports.files(repository);
    repository.write("a.bin", "CONTENT");
    assertThatThrownBy(() -> Export.of(files, parent)).isInstanceOf(RepositoryException.class);
  }

  @Test
  void of_submodule_exportsItsCommit() throws Exception {
    TestRepository library = TestRepository.init(directory.resolve("library"));
    library.write("lib.txt", "lib\n").commitAll("lib");
    repository.write("a.txt", "a\n").commitAll("base");
    repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        library.root().toString(),
        "s");
    repository.commitAll("with submodule");

    try (Export export = Exports.of(repository, parent)) {
      assertThat(export.root().resolve("s/lib.txt")).hasContent("lib\n");
    }
    repository.write("s/lib.txt", "changed\n");
    assertThatThrownBy(() -> Exports.of(repository, parent))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("another repository");
  }

  @Test
  void of_anyTree_sharesNoFileAndIsPrivate() throws Exception {
    repository.write("a.txt", "a\n").write("d/b.txt", "b\n").commitAll("base");
    repository.write("new.txt", "new\n");

    try (Export export = Exports.of(repository, parent)) {
      try (Stream<Path> files = Files.walk(export.root())) {
        assertThat(files.filter(Files::isRegularFile))
            .allSatisfy(file -> assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(1));
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export.around())))
          .isEqualTo("rwx------");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void close_unreadableDirectoriesAndLinks_removesEverythingAndNothingElse() throws Exception {
    repository.write("a.txt", "a\n").commitAll("base");
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");

    Export export = Exports.of(repository, parent);
    TestRepository.at(export.root())
        .sh("mkdir -p x/y; touch x/y/z; ln -s " + outside + " x/l; chmod 0 x/y x");
    export.close();

    assertThat(parent).isEmptyDirectory();
    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  void of_manyFilesInOneDirectory_writesAll() throws Exception {
    repository.sh(
        "mkdir d; for i in $(seq 1000); do echo $i > d/$i; done; git add -A; git commit -qm a");

    try (Export export = Exports.of(repository, parent);
        Stream<Path> files = Files.list(export.root().resolve("d"))) {
      assertThat(files).hasSize(1000);
      assertThat(Files.readAllBytes(export.root().resolve("d/777")))
          .isEqualTo("777\n".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
