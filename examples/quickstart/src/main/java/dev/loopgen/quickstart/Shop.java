package dev.loopgen.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A small repository: a script that adds two numbers, its test, a secret and a loop. */
record Shop(Path directory) {

  private static final String LOOP =
      """
      loops:
        - id: test-repair
          title: Repair the tests
          verification:
            commands:
              - sh test.sh
          stopCriteria:
            timeoutMinutes: 2
          permissions:
            forbiddenPaths:
              - secrets/
      """;

  private static final String TEST =
      """
      total=$(sh total.sh 19 23)
      test "$total" = 42 || { echo "19 + 23 gave $total"; exit 1; }
      """;

  static Shop create(Path directory) throws IOException {
    Shop shop = new Shop(directory);
    shop.write("total.sh", "echo $(($1 + $2))\n");
    shop.write("test.sh", TEST);
    shop.write("secrets/token", "the shop's\n");
    shop.write(".loopgen/loopgen.loop.yaml", LOOP);
    try (Git git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("Open the shop")
          .setAuthor("shop", "shop@example.test")
          .setCommitter("shop", "shop@example.test")
          .setSign(false)
          .call();
    } catch (GitAPIException e) {
      throw new IOException("git could not make the repository " + directory, e);
    }
    return shop;
  }

  void write(String file, String content) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  void restore(String file) throws IOException {
    try (Git git = Git.open(directory.toFile())) {
      git.checkout().addPath(file).call();
    } catch (GitAPIException e) {
      throw new IOException("git could not restore " + file, e);
    }
  }
}
